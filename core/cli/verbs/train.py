"""`epochal train`: make a project and train its first run, or add a run to a project."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias, assert_never

from core.base.errors import EpochalError, Place, UsageError
from core.base.names import shown
from core.base.progress import Finished, Progress
from core.cli.arguments import add_reading, imported, is_project, recipe_file, settings_pairs
from core.cli.console import Console, figure, rows_of_text
from core.cli.stopping import stop_asked
from core.data.table import Table
from core.flow.cleaning import suggested_recipe, with_new_target
from core.flow.estimating import Estimate, run_estimate
from core.flow.importing import check_column, new_document, new_project, no_such_column, stored_profile
from core.flow.preparing import Prepared, prepare
from core.flow.settling import settle_runs
from core.flow.training import RunBegun, RunEvent, RunEvents, train_run
from core.project.document import SEED_LIMIT, Document
from core.project.runs import RunRecord
from core.project.store import ProjectStore
from core.training.events import (
    Checkpointed,
    Compiling,
    EpochDone,
    Improved,
    RunFinished,
    RunWarned,
    Started,
    StepsDone,
)

Begun: TypeAlias = tuple[RunEvents, Estimate | None]  # the run's events, none of which has happened yet


def add(parser: argparse.ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE|PROJECT", help="a spreadsheet, or a project to add a run to")
    parser.add_argument("-p", "--project", type=Path, help="the project to make (ends in .epochal)")
    parser.add_argument("--target", help="the column to predict")
    parser.add_argument("--task", choices=["auto", "regression", "binary", "multiclass"])
    parser.add_argument("--recipe", help="suggested (default), none, or a recipe file")
    parser.add_argument("--ignore", action="append", metavar="COL", help="leave a column out; may be repeated")
    parser.add_argument("--preset", choices=["quick", "balanced", "thorough"])
    words = "see `epochal settings`; KEY= goes back to the preset's value"
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=words)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--force", action="store_true", help="replace a project that exists")
    words = "read about so many rows, drawn fairly from all of them (CSV, TSV and Parquet)"
    parser.add_argument("--sample", type=int, metavar="ROWS", help=words)
    add_reading(parser)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Train and tell how it went."""
    _check_numbers(arguments)
    if is_project(arguments.file):
        path, (events, forecast) = arguments.file, _added_run(arguments, console)
    else:
        path, (events, forecast) = arguments.project, _first_run(arguments, console)
    record = _follow(events, forecast, path, console)
    _tell(record, console)
    if not record.has_model:
        raise EpochalError("cli.run_without_model", {"number": record.number}, Place(file=path.name))
    console.finished(**_fields(record))


def _check_numbers(arguments: argparse.Namespace) -> None:
    if arguments.threads is not None and arguments.threads < 1:
        raise UsageError("cli.threads", {"threads": arguments.threads})
    if arguments.seed is not None and not -SEED_LIMIT <= arguments.seed < SEED_LIMIT:
        raise UsageError("cli.seed", {"seed": arguments.seed, "low": -SEED_LIMIT, "high": SEED_LIMIT - 1})

    if arguments.sample is not None and (arguments.sample < 1 or is_project(arguments.file)):
        raise UsageError("cli.sample")


def _first_run(arguments: argparse.Namespace, console: Console) -> Begun:
    """Import the file into a new project, which is made only when nothing stands in the way of its first run."""
    path = arguments.project
    if path is None:
        raise UsageError("cli.project_needed")
    if not is_project(path):
        raise UsageError("cli.project_ending", {"name": path.name})
    if path.exists() and not arguments.force:
        raise EpochalError("cli.output_exists", {}, Place(file=path.name))
    result = imported(arguments, arguments.file, console)
    names = result.read.table.names
    if arguments.target is None:
        raise UsageError("cli.target_needed", {"names": ", ".join(names)})
    for name in (arguments.target, *(arguments.ignore or [])):
        check_column(result, name)
    choice = arguments.recipe or "suggested"
    document = new_document(
        result,
        name=shown(path.stem),
        target=arguments.target,
        ignored=tuple(arguments.ignore or ()),
        recipe="suggested" if choice == "suggested" else "none",
    )
    if choice not in ("suggested", "none"):
        document = document.with_recipe(recipe_file(choice), "edited")
    document = _with_settings(document, arguments)
    table = result.read.table
    prepared = console.follow(prepare(table, document, arguments.threads, whole=arguments.whole))
    forecast = _forecast(prepared, console)
    document = new_project(path, result, document, force=arguments.force)
    return train_run(path, table, document, arguments.threads, prepared=prepared), forecast


def _added_run(arguments: argparse.Namespace, console: Console) -> Begun:
    """A run of the project's document with the changes asked for, which are saved once they can be trained."""
    if arguments.project is not None:
        raise UsageError("cli.project_twice", {"name": arguments.file.name})
    settle_runs(arguments.file)
    with ProjectStore.open(arguments.file, read_only=True) as store:
        document = store.document()
        if document.data is None:
            raise EpochalError("flow.no_data")
        table = store.get_table(document.data.snapshot)
        changed = _changed(document, arguments, table, store)
    prepared = console.follow(prepare(table, changed, arguments.threads, whole=arguments.whole))
    forecast = _forecast(prepared, console)
    if changed != document:
        with ProjectStore.open(arguments.file) as store:
            store.save_document(changed, "Changed from the command line")
    return train_run(arguments.file, table, changed, arguments.threads, prepared=prepared), forecast


def _forecast(prepared: Prepared, console: Console) -> Estimate | None:
    """How long the run will take, tried with the kernels that it needs anyway."""
    from core.nn.step import kernels_are_ready, warm_up

    if not kernels_are_ready():
        _tell_compiling(console)
        warm_up()
    return console.follow(run_estimate(prepared))


def _changed(document: Document, arguments: argparse.Namespace, table: Table, store: ProjectStore) -> Document:
    for name in (arguments.target, *(arguments.ignore or [])):
        if name is not None and not table.has(name):
            raise no_such_column(name, table.names)
    assert document.data is not None
    profile = stored_profile(store, document.data.snapshot, table)
    changed = document
    if arguments.target is not None:
        changed = with_new_target(changed, arguments.target, table, profile)
    if arguments.ignore:
        changed = changed.with_ignored(tuple(arguments.ignore))
    if arguments.recipe == "none":
        changed = changed.with_recipe(type(changed.recipe)(), "none")
    elif arguments.recipe == "suggested":
        changed = changed.with_recipe(suggested_recipe(table, profile, changed), "suggested")
    elif arguments.recipe is not None:
        changed = changed.with_recipe(recipe_file(arguments.recipe), "edited")
    return _with_settings(changed, arguments)


def _with_settings(document: Document, arguments: argparse.Namespace) -> Document:
    changed = document
    if arguments.preset is not None:
        changed = changed.with_preset(arguments.preset)
    if arguments.task is not None:
        changed = changed.with_task(arguments.task)
    if arguments.seed is not None:
        changed = changed.with_seed(arguments.seed)
    for key, value in settings_pairs(arguments.set).items():
        changed = changed.with_setting(key, value or None)
    return changed


def _follow(events: RunEvents, forecast: Estimate | None, path: Path, console: Console) -> RunRecord:
    """Tell the run as it goes. Ctrl+C, or a polite `kill`, stops it and keeps the best epoch."""
    begun: RunBegun | None = None
    with stop_asked() as asked, closing(events):  # closed here too when nobody reads our output any more
        for event in events:
            if isinstance(event, Finished):
                return event.result
            begun = event if isinstance(event, RunBegun) else begun
            _tell_event(event, begun, forecast, console)
            if asked.is_set():
                break
    raise KeyboardInterrupt(_stopped(path, begun, console))


def _stopped(path: Path, begun: RunBegun | None, console: Console) -> EpochalError:
    """What a stopped run has left, told and as the reason to give."""
    if begun is None:
        return EpochalError("cli.interrupted")
    with ProjectStore.open(path, read_only=True) as store:
        record = store.run(begun.number)
    _tell(record, console)
    code = "cli.stopped" if record.has_model else "cli.stopped_early"
    return EpochalError(code, {"number": record.number, "best_epoch": record.best_epoch or 0}, Place(file=path.name))


def _tell_event(event: RunEvent, begun: RunBegun | None, forecast: Estimate | None, console: Console) -> None:
    epochs = begun.planned_epochs if begun else 0
    match event:
        case RunBegun():
            counts = event.rows
            console.line(
                f"run {event.number}, {event.task}: {counts['train']:,} training, "
                f"{counts['validation']:,} validation, {counts['test']:,} test rows; "
                f"needs about {_memory(event.needed_bytes)} of memory"
            )
            if forecast is not None:
                console.line(
                    f"training takes about {_lasting(forecast.seconds)} for the {forecast.epochs:,} epochs that such "
                    f"runs usually have, at most {_lasting(forecast.most_seconds)} for {forecast.most_epochs:,}"
                )
        case Progress():
            console.progress(event.stage, event.done, event.total, event.unit)
        case Started():
            needed = begun.needed_bytes if begun else None
            console.event(
                "started",
                rows=event.rows_train,
                parameters=event.parameters,
                threads=event.threads,
                memory_bytes=needed,
                forecast_s=forecast and forecast.seconds,
                forecast_epochs=forecast and forecast.epochs,
                most_s=forecast and forecast.most_seconds,
            )
        case Compiling():
            _tell_compiling(console)
        case StepsDone():
            console.progress("train", event.step, event.steps, "steps", f"epoch {event.epoch:,} of {epochs:,}")
        case EpochDone():
            _tell_epoch(event, epochs, console)
        case Improved():
            console.event("improved", epoch=event.epoch, loss=event.loss)
        case RunWarned():
            console.warned(event.notice)
        case RunFinished() | Finished():
            console.clear()
        case Checkpointed():
            pass  # kept, not told
        case _:
            assert_never(event)


def _tell_compiling(console: Console) -> None:
    console.event("compiling")
    console.line("loading the training kernels (compiled the first time, which takes some seconds)")


def _tell_epoch(event: EpochDone, epochs: int, console: Console) -> None:
    console.event(
        "epoch",
        epoch=event.epoch,
        training_loss=event.training_loss,
        validation_loss=event.validation_loss,
        elapsed_s=event.elapsed_s,
    )
    words = f"epoch {event.epoch:,} of {epochs:,}, training loss {figure(event.training_loss)}"
    if event.validation_loss is not None:
        words += f", validation loss {figure(event.validation_loss)}"
    console.bar(words, event.epoch / max(epochs, 1))
    if not console.err.isatty() and _worth_a_line(event.epoch, epochs):
        console.line(words)


def _memory(size: int) -> str:
    """ "120 MB", "3.4 GB"."""
    return f"{size / 2**30:,.1f} GB" if size >= 2**30 else f"{max(1, round(size / 2**20)):,} MB"


def _lasting(seconds: float) -> str:
    """ "0.4 s", "12 s", "4 min", "1 h 20 min"."""
    if seconds < 90:
        return f"{seconds:.1f} s" if seconds < 9.95 else f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60:,} h {minutes % 60} min"


def _worth_a_line(epoch: int, epochs: int) -> bool:
    """About twenty plain lines for any number of epochs."""
    return epoch == 1 or epoch % max(1, epochs // 20) == 0


def _tell(record: RunRecord, console: Console) -> None:
    console.result(f"run {record.number} ({record.name}) {record.status}, best epoch {record.best_epoch or '–'}")
    console.result(metrics_table(record.metrics))
    console.result(f"digest {record.digest or '–'}")


def _fields(record: RunRecord) -> dict[str, Any]:
    return {
        "run": record.number,
        "status": str(record.status),
        "digest": record.digest,
        "epochs": len(record.epochs),
        "best_epoch": record.best_epoch,
        "seconds": round(record.seconds, 3),
        "rows": record.rows,
        "metrics": dict(record.metrics),
    }


def metrics_table(metrics: dict[str, Any]) -> str:
    """The network on validation and test rows, and the baselines on the same test rows."""
    columns = {"validation": metrics.get("validation"), "test": metrics.get("test")}
    for name, values in (metrics.get("baselines") or {}).items():
        columns[f"{name} (test)"] = values
    present = {name: values for name, values in columns.items() if values}
    if not present:
        return "no metrics: no row was kept to judge the run on"
    keys = list(dict.fromkeys(key for values in present.values() for key in values))
    rows = [[key, *(figure(values.get(key)) for values in present.values())] for key in keys]
    return rows_of_text(["", *present], rows)
