# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# moc 6.4 cannot read <concepts> of GCC 12 unless another standard header came first. By its full path: moc
# writes the name as given into its list of dependencies, and a name that is no file is always out of date.
set(CMAKE_AUTOMOC_MOC_OPTIONS --include ${CMAKE_CURRENT_LIST_DIR}/mocprelude.h)

add_library(touchline_options INTERFACE)
if(MSVC)
  target_compile_options(touchline_options INTERFACE /W4 /permissive- /utf-8)
else()
  target_compile_options(touchline_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
    -Wold-style-cast -Woverloaded-virtual -Wcast-qual -Wnull-dereference -Wimplicit-fallthrough)
  if(TOUCHLINE_WERROR)
    target_compile_options(touchline_options INTERFACE -Werror)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 reports these falsely where it inlines: inside the standard library, Qt, and constant texts.
    target_compile_options(touchline_options INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized -Wno-stringop-overread)
  endif()
endif()
target_compile_definitions(touchline_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
# The standard library checks its own rules (an index out of bounds, an empty optional) where tests run.
target_compile_definitions(touchline_options INTERFACE $<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>)
if(TOUCHLINE_SANITIZE)
  target_compile_options(touchline_options INTERFACE
    -fsanitize=${TOUCHLINE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(touchline_options INTERFACE -fsanitize=${TOUCHLINE_SANITIZE})
elseif(NOT MSVC)
  # Hardening of what users run. The fortified C library needs optimisation and does not go with sanitizers.
  target_compile_options(touchline_options INTERFACE -fstack-protector-strong)
  target_compile_definitions(touchline_options INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=3>)
  include(CheckCXXCompilerFlag)
  # The second is for processors of Intel's kind alone.
  foreach(flag -fstack-clash-protection -fcf-protection)
    check_cxx_compiler_flag(${flag} touchline_has${flag})
    if(touchline_has${flag})
      target_compile_options(touchline_options INTERFACE $<$<CONFIG:Release>:${flag}>)
    endif()
  endforeach()
  if(NOT APPLE)
    target_link_options(touchline_options INTERFACE -Wl,-z,relro,-z,now)
  endif()
endif()
if(TOUCHLINE_FUZZ)
  target_compile_options(touchline_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# What the thread sanitizer must be told of Qt, for each program.
set(touchline_told)
if(TOUCHLINE_SANITIZE MATCHES "thread")
  add_library(touchline_queuedcalls OBJECT ${CMAKE_SOURCE_DIR}/tests/sanitize/queuedcalls.cpp)
  target_link_libraries(touchline_queuedcalls PUBLIC Qt6::Core PRIVATE touchline_options ${CMAKE_DL_LIBS})
  set(touchline_told touchline_queuedcalls)
endif()

# Each layer has an include root of its own that holds one link to its folder. A file can then include
# "book/orderbook.h" only if its target links touchline_book: a wrong dependency does not compile.
function(touchline_layer name)
  cmake_parse_arguments(arg "QT" "" "SOURCES;DEPENDS" ${ARGN})
  set(target touchline_${name})
  add_library(${target} STATIC ${arg_SOURCES})
  set(root ${CMAKE_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${name} COPY_ON_ERROR SYMBOLIC)
  target_include_directories(${target} PUBLIC ${root})
  target_link_libraries(${target} PUBLIC ${arg_DEPENDS} PRIVATE touchline_options)
  if(arg_QT)
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
  endif()
endfunction()

function(touchline_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS} ${touchline_told} touchline_options)
  target_compile_definitions(${name} PRIVATE TOUCHLINE_VERSION="${PROJECT_VERSION}")
  set_target_properties(${name} PROPERTIES AUTOMOC ON AUTORCC ON)
endfunction()
