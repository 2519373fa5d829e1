"""Tokens → tree, by recursive descent: one function per line of the grammar in the package's docstring."""

from __future__ import annotations

from core.data.conditions.tokens import Token, TokenKind, tokens
from core.data.conditions.tree import And, Condition, ConditionError, Not, Operator, Or, Quoting, Test, Value

DEEPEST = 50  # brackets within brackets, and "not" after "not"
COMPARISONS = {
    "=": Operator.EQUAL,
    "==": Operator.EQUAL,
    "<": Operator.LESS,
    "<=": Operator.AT_MOST,
    "≤": Operator.AT_MOST,
    ">": Operator.MORE,
    ">=": Operator.AT_LEAST,
    "≥": Operator.AT_LEAST,
}
UNEQUAL = ("!=", "<>", "≠")
QUOTINGS = {TokenKind.WORD: Quoting.NONE, TokenKind.TEXT: Quoting.TEXT, TokenKind.NAME: Quoting.NAME}


def parse_condition(text: str) -> Condition:
    """The tree of a condition. Raises ConditionError data.filter_*, with the place in the text."""
    reader = _Reader(text)
    tree = reader.condition()
    reader.end()
    return tree


class _Reader:
    """Walks over the tokens once."""

    def __init__(self, text: str) -> None:
        self._source = text
        self._tokens = list(tokens(text))
        self._at = 0
        self._depth = 0

    # the grammar

    def condition(self) -> Condition:
        parts = [self._all()]
        while self._took("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Condition:
        parts = [self._part()]
        while self._took("and"):
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _part(self) -> Condition:
        opening = self._next
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error("data.filter_too_deep", opening)
        try:
            if self._took("not"):
                return Not(self._part())
            if not self._took("("):
                return self._test()
            inner = self.condition()
            if not self._took(")"):
                if self._next.kind is TokenKind.END:
                    raise self._error("data.filter_unclosed", opening)
                raise self._unexpected()
            return inner
        finally:
            self._depth -= 1

    def _test(self) -> Condition:
        column = self._value("data.filter_column_expected")
        if self._took("is"):
            opposite = self._took("not")
            self._wanted("missing", "data.filter_missing_expected")
            return _opposite(Test(column, Operator.MISSING), opposite)
        token = self._next
        if token.kind is TokenKind.MARK and (token.text in COMPARISONS or token.text in UNEQUAL):
            self._at += 1
            value = self._value("data.filter_value_expected", token.text)
            return _opposite(Test(column, COMPARISONS.get(token.text, Operator.EQUAL), (value,)), token.text in UNEQUAL)
        opposite = self._took("not")
        if self._took("contains"):
            return _opposite(Test(column, Operator.CONTAINS, (self._value("data.filter_value_expected"),)), opposite)
        if self._took("between"):
            low = self._value("data.filter_value_expected")
            self._wanted("and", "data.filter_between")
            high = self._value("data.filter_value_expected")
            return _opposite(Test(column, Operator.BETWEEN, (low, high)), opposite)
        if self._took("in"):
            return _opposite(Test(column, Operator.IN, self._list()), opposite)
        raise self._error("data.filter_comparison_expected", self._next, name=column.text)

    def _list(self) -> tuple[Value, ...]:
        self._wanted("(", "data.filter_list")
        values = [self._value("data.filter_value_expected")]
        while self._took(","):
            values.append(self._value("data.filter_value_expected"))
        self._wanted(")", "data.filter_list")
        return tuple(values)

    def _value(self, code: str, before: str = "") -> Value:
        """One quoted text, or words up to the next word of the language or mark."""
        first = self._next
        if first.kind not in QUOTINGS:
            previous = before or (self._tokens[self._at - 1].text if self._at else "")
            raise self._error(code, first, before=previous, found=first.text)
        self._at += 1
        if first.kind is not TokenKind.WORD:
            return Value(first.text, QUOTINGS[first.kind], first.start, first.end)
        last = first
        while self._next.kind is TokenKind.WORD:
            last = self._next
            self._at += 1
        return Value(self._source[first.start : last.end], Quoting.NONE, first.start, last.end)

    def end(self) -> None:
        """Nothing may be left."""
        if self._next.kind is not TokenKind.END:
            raise self._unexpected()

    # the tokens

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _took(self, text: str) -> bool:
        token = self._next
        if token.kind in (TokenKind.KEYWORD, TokenKind.MARK) and token.text == text:
            self._at += 1
            return True
        return False

    def _wanted(self, text: str, code: str) -> None:
        if not self._took(text):
            raise self._error(code, self._next)

    def _unexpected(self) -> ConditionError:
        token = self._next
        code = "data.filter_comma" if token.text == "," else "data.filter_unexpected"
        return self._error(code, token, found=self._source[token.start : token.end])

    def _error(self, code: str, token: Token, **params: str) -> ConditionError:
        end = max(token.end, token.start + 1)
        return ConditionError(code, {**params, "start": token.start, "end": end})


def _opposite(test: Test, is_opposite: bool) -> Condition:
    return Not(test) if is_opposite else test
