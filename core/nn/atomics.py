"""Counters that several threads change: the few atomic instructions that a shared kernel needs.

All are sequentially consistent, so whatever a thread wrote before it raised a counter is there for whoever sees the
counter raised (C++11 memory model, which LLVM's atomics follow).
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from core.nn.hints import Ints
from core.nn.jit import INTERPRETED, helper

_INT, _VOID = ir.IntType(64), ir.VoidType()
_SPINS = 2000  # tens of microseconds: longer waits mean that the other thread has no processor just now
_ORDER = "seq_cst"


def _pointer(context: Any, builder: Any, array: Any, view: Any, index: Any) -> Any:
    data = context.make_array(array)(context, builder, view).data
    return builder.gep(data, [index], inbounds=True, source_etype=_INT)


def _add(typing_context, board, index, value):  # type: ignore[no-untyped-def]
    """Raise board[index] by value; gives what it was before."""

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = _pointer(context, builder, signature.args[0], arguments[0], arguments[1])
        return builder.atomic_rmw("add", pointer, arguments[2], _ORDER)

    return types.int64(board, types.int64, types.int64), codegen


def _load(typing_context, board, index):  # type: ignore[no-untyped-def]
    """What board[index] is now."""

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = _pointer(context, builder, signature.args[0], arguments[0], arguments[1])
        return builder.load_atomic(pointer, _ORDER, 8, typ=_INT)

    return types.int64(board, types.int64), codegen


def _claim(typing_context, board, index, stamp):  # type: ignore[no-untyped-def]
    """Raise board[index] to stamp if it's lower and nobody else does; whether it was done."""

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = _pointer(context, builder, signature.args[0], arguments[0], arguments[1])
        before, done = builder.load_atomic(pointer, _ORDER, 8, typ=_INT), ir.IntType(1)
        start, attempt, after = builder.block, builder.append_basic_block("attempt"), builder.append_basic_block("told")
        builder.cbranch(builder.icmp_signed("<", before, arguments[2]), attempt, after)
        builder.position_at_end(attempt)
        mine = builder.extract_value(builder.cmpxchg(pointer, before, arguments[2], _ORDER), 1)
        builder.branch(after)
        builder.position_at_end(after)
        told = builder.phi(done)
        told.add_incoming(ir.Constant(done, 0), start)
        told.add_incoming(mine, attempt)
        return told

    return types.boolean(board, types.int64, types.int64), codegen


def _pause(typing_context):  # type: ignore[no-untyped-def]
    """Tell the processor that this is a wait, so that its other half may work."""

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        machine = platform.machine().lower()
        if machine in ("x86_64", "amd64"):
            builder.call(builder.module.declare_intrinsic("llvm.x86.sse2.pause", fnty=ir.FunctionType(_VOID, [])), [])
        elif machine in ("arm64", "aarch64"):
            hint = ir.FunctionType(_VOID, [ir.IntType(32)])
            yielding = ir.Constant(ir.IntType(32), 1)
            builder.call(builder.module.declare_intrinsic("llvm.aarch64.hint", fnty=hint), [yielding])
        return context.get_dummy_value()

    return types.void(), codegen


def _add_interpreted(board: Ints, index: int, value: int) -> int:
    before = int(board[index])
    board[index] += value
    return before


def _claim_interpreted(board: Ints, index: int, stamp: int) -> bool:
    mine = int(board[index]) < stamp
    if mine:
        board[index] = stamp
    return mine


def _load_interpreted(board: Ints, index: int) -> int:
    return int(board[index])


atomic_add: Callable[..., Any] = _add_interpreted if INTERPRETED else intrinsic(_add)
atomic_load: Callable[..., Any] = _load_interpreted if INTERPRETED else intrinsic(_load)
claim: Callable[..., Any] = _claim_interpreted if INTERPRETED else intrinsic(_claim)
pause: Callable[..., Any] = (lambda: None) if INTERPRETED else intrinsic(_pause)

# Let another thread have this processor: POSIX, by the C library's name. On Windows a waiting thread spins.
_POSIX = not INTERPRETED and sys.platform != "win32"
_give_way: Any = types.ExternalFunction("sched_yield", types.intc()) if _POSIX else helper(lambda: 0)


@helper
def wait_for(board: Ints, index: int, value: int) -> None:
    """Return when board[index] is at least `value`."""
    spins = 0
    while atomic_load(board, index) < value:
        pause()
        spins += 1
        if spins > _SPINS:
            _give_way()
