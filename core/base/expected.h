// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

namespace touchline {

/// Marks a value as the error of an Expected (std::unexpected comes with C++23).
template <class E> class Unexpected {
public:
    explicit Unexpected(E error) : m_error(std::move(error)) {}
    [[nodiscard]] E &error() { return m_error; }

private:
    E m_error;
};

/// A value or the reason why there is none, with the member names of std::expected.
template <class T, class E = Error> class [[nodiscard]] Expected {
public:
    using value_type = T;
    using error_type = E;

    Expected(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Expected(Unexpected<E> unexpected) : m_state(std::in_place_index<1>, std::move(unexpected.error())) {}

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    [[nodiscard]] explicit operator bool() const { return has_value(); }
    [[nodiscard]] T &value() { return assertedGet<0>(m_state); }
    [[nodiscard]] const T &value() const { return assertedGet<0>(m_state); }
    [[nodiscard]] E &error() { return assertedGet<1>(m_state); }
    [[nodiscard]] const E &error() const { return assertedGet<1>(m_state); }
    [[nodiscard]] T &operator*() { return value(); }
    [[nodiscard]] const T &operator*() const { return value(); }
    [[nodiscard]] T *operator->() { return &value(); }
    [[nodiscard]] const T *operator->() const { return &value(); }
    [[nodiscard]] T value_or(T other) const { return has_value() ? value() : std::move(other); }

private:
    template <std::size_t I, class State> static auto &assertedGet(State &state)
    {
        assert(state.index() == I);
        return *std::get_if<I>(&state);
    }

    std::variant<T, E> m_state;
};

template <class E> class [[nodiscard]] Expected<void, E> {
public:
    using value_type = void;
    using error_type = E;

    Expected() = default;
    Expected(Unexpected<E> unexpected) : m_error(std::move(unexpected.error())) {}

    [[nodiscard]] bool has_value() const { return !m_error; }
    [[nodiscard]] explicit operator bool() const { return has_value(); }
    [[nodiscard]] const E &error() const
    {
        assert(m_error);
        return *m_error;
    }

private:
    std::optional<E> m_error;
};

/// Short for Unexpected(Error{code, detail}).
[[nodiscard]] inline Unexpected<Error> failure(ErrorCode code, std::string detail)
{
    return Unexpected(Error{code, std::move(detail)});
}

} // namespace touchline
