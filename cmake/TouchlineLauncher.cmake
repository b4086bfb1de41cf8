# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# The presets take the compiler launcher from the environment; one that is not installed is left out.
if(CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(touchline_launcher ${CMAKE_CXX_COMPILER_LAUNCHER} NO_CACHE)
  if(NOT touchline_launcher)
    message(WARNING "${CMAKE_CXX_COMPILER_LAUNCHER} is not installed: compiling without it")
    set(CMAKE_CXX_COMPILER_LAUNCHER "")
  endif()
endif()
