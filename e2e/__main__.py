"""`python -m e2e COMMAND`: what goes with `pytest e2e`; `python -m e2e --help` lists the commands."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn, cast, get_args

from e2e.browser.finding import NoBrowserError
from e2e.doctor import environment as environment_doctor
from e2e.doctor import portal as portal_doctor
from e2e.environments.file import EnvironmentFileError, load_environment, shipped
from e2e.model.clauses import load_clauses, tags_in
from e2e.model.compatibility import PLAIN_NAME
from e2e.model.exit_codes import ALL_PASSED, WRONG_USE
from e2e.model.file_errors import did_you_mean
from e2e.plugin import IN_ANY_ENVIRONMENT
from e2e.report.merge import CannotMerge, merged
from e2e.report.summary import summary_lines
from e2e.targets.chosen import REFERENCE
from e2e.targets.file import TargetFileError, load_target
from e2e.targets.new_file import Kind, new_target_file
from e2e.targets.reference import VARIANTS
from proof import stability, variants_command
from proof.command import CannotProve, prove
from proof.plan import FULL, QUICK

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"
NEW_FILE = Path(__file__).with_name("environments") / "new-file.toml"
_QUESTIONS = {
    "name": "What is the portal called?",
    "front": "Address of its front page",
    "home": "Address where logging in at home begins",
    "teacher": "Address where a teacher logs in (empty: none)",
    "kind": "How is a scene set: http, python or roster?",
    "control": "Address of the control protocol",
}


class WrongUse(Exception):
    """A command cannot do what is asked; the message says what to do."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """With the exit code of wrong use in this project, where argparse has that of a run stopped by hand."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{self.prog}: {message}\n")


def run_doctor(options: argparse.Namespace) -> int:
    if options.environment:
        clauses = load_clauses(SCENARIOS / "clauses.toml").clause_ids
        environment = load_environment(options.environment, SCENARIOS / "environments", Path.cwd(), clauses, _say)
        target = str(options.target) if options.target else REFERENCE
        return environment_doctor.examine(options.environment, environment, target, options.browser, _say)
    if not options.target:
        raise WrongUse("doctor: say what to look at, with --target FILE.toml or --environment NAME")
    return portal_doctor.examine(load_target(options.target), options.browser, _say)


def run_init(options: argparse.Namespace) -> int:
    _make_sure_it_is_new(options.file)
    given = {name: getattr(options, name) for name in _QUESTIONS}
    answers = _answers(given, input if sys.stdin.isatty() else _nobody)
    text = new_target_file(answers["name"], answers, _kind(answers["kind"]), options.language)
    _write(options.file, text)
    _say(f"Written: {options.file}. Next: python -m e2e doctor --target {options.file}")
    return ALL_PASSED


def run_merge(options: argparse.Namespace) -> int:
    run = merged(options.reports, load_clauses(SCENARIOS / "clauses.toml"), tags_in(SCENARIOS), options.report)
    for line, _ in summary_lines(run):
        _say(line)
    _say(f"Report: {options.report / 'index.html'}")
    return run.exit_code


def run_variants(options: argparse.Namespace) -> int:
    for name in options.names:
        if name not in VARIANTS:
            raise WrongUse(f"no variant {name}{did_you_mean(name, VARIANTS)}")
    return variants_command.run(options.names or list(VARIANTS), ["-n", options.n], options.report, _say)


def run_defects(options: argparse.Namespace) -> int:
    effort = FULL if options.full else QUICK
    catalogue = load_clauses(SCENARIOS / "clauses.toml")
    return prove(
        options.names,
        effort,
        draw=options.draw,
        answer_within=options.answer_within,
        workers=options.workers,
        features=SCENARIOS,
        catalogue=catalogue,
        file=options.json,
        say=_say,
    )


def run_environments(options: argparse.Namespace) -> int:
    """`pytest e2e` in all of them, with the scenarios that a device, a browser or a line can spoil."""
    names = options.names or _every_environment(options.browser)
    only = options.only or ("" if options.whole else IN_ANY_ENVIRONMENT)
    given = {
        "-n": options.n,
        "-m": only,
        "--target": options.target,
        "--answer-within": options.answer_within,
        "--report": str(options.report),
    }
    arguments = [part for option, value in given.items() if value for part in (option, value)]
    arguments += [part for name in names for part in ("--environment", name)]
    arguments += [part for name in options.browser for part in ("--browser", name)]
    # What breaks in an environment is told as a finding; it is no fault of the suite to be traced.
    quiet = ("--tb=no", "-rN")
    return subprocess.call([sys.executable, "-m", "pytest", "e2e", *quiet, *arguments])  # noqa: S603 - its own suite


def _every_environment(browsers: Sequence[str]) -> list[str]:
    """Those that are shipped and that all these browsers have the means for; says which are left out."""
    folder = SCENARIOS / "environments"
    names = [name for name in shipped(folder) if name != PLAIN_NAME]
    if {*browsers} <= {"chromium"}:
        return names
    clauses = load_clauses(SCENARIOS / "clauses.toml").clause_ids
    chromiums = [name for name in names if load_environment(name, folder, Path.cwd(), clauses, _say).line]
    _say(f"Left out, as Chromium alone has the means: {', '.join(chromiums)}")
    return [name for name in names if name not in chromiums]


def run_environment_init(options: argparse.Namespace) -> int:
    _make_sure_it_is_new(options.file)
    _write(options.file, NEW_FILE.read_text(encoding="utf-8"))
    _say(f"Written: {options.file}. Next: python -m e2e doctor --environment {options.file}")
    return ALL_PASSED


def run_stability(options: argparse.Namespace) -> int:
    return stability.repeat(options.times, options.arguments, options.report, _say)


def _make_sure_it_is_new(file: Path) -> None:
    if file.exists():
        raise WrongUse(f"{file} is there already; choose another name, or remove it first")


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"{file} cannot be written: {error.strerror}") from None


def _answers(given: Mapping[str, str | None], ask: Callable[[str], str]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for name, question in _QUESTIONS.items():
        if name == "control" and answers["kind"] != "http":
            continue
        answer = given[name]
        answers[name] = ask(f"{question}: ").strip() if answer is None else answer
    return answers


def _number(written: str) -> int:
    if written.isdecimal() and int(written) > 0:
        return int(written)
    raise argparse.ArgumentTypeError(f"{written}: write a number from 1")


def _kind(written: str) -> Kind:
    for kind in get_args(Kind):
        if written == kind:
            return cast("Kind", kind)
    raise WrongUse(f"--kind {written}: write {', '.join(get_args(Kind))}")


def _nobody(question: str) -> str:
    option = next(name for name, asked in _QUESTIONS.items() if question.startswith(asked))
    raise WrongUse(f"--{option} is missing, and there is nobody to ask")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m e2e", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    look = commands.add_parser("doctor", help="whether a target or an environment is right, and how to mend it")
    look.add_argument("--target", type=Path, metavar="FILE.toml")
    look.add_argument("--environment", metavar="NAME", help="look at it in place of the portal, from where it leads to")
    look.add_argument("--browser", default="chromium", choices=["chromium", "firefox", "webkit"])
    look.set_defaults(run=run_doctor)

    new = commands.add_parser("init", help="write a target file to begin with")
    new.add_argument("file", type=Path, metavar="FILE.toml")
    for name, question in _QUESTIONS.items():
        new.add_argument(f"--{name}", help=question)
    new.add_argument("--language", default="nl", choices=["nl", "en"], help="of the portal's pages (default: nl)")
    new.set_defaults(run=run_init)

    join = commands.add_parser("merge", help="one report of those of several machines")
    join.add_argument("reports", nargs="+", type=Path, metavar="REPORT", help="the folder of a report")
    join.add_argument("--report", type=Path, default=Path("report"), metavar="DIR", help="where to put the whole")
    join.set_defaults(run=run_merge)

    different = commands.add_parser("variants", help="the suite on right portals that look different: no false alarms")
    different.add_argument("names", nargs="*", metavar="NAME", help="of a variant (default: all)")
    different.add_argument("-n", default="auto", metavar="WORKERS")
    different.add_argument(
        "--report", type=Path, default=Path("report/variants"), metavar="DIR", help="where to put them"
    )
    different.set_defaults(run=run_variants)

    wrong = commands.add_parser("defects", help="whether the suite catches portals that are wrong in one point")
    wrong.add_argument("names", nargs="*", metavar="NAME", help="defects of the reference portal (default: drawn)")
    wrong.add_argument("--full", action="store_true", help="all defects, and more scenarios on each: half an hour")
    today = datetime.now(UTC).date().isoformat()
    wrong.add_argument("--draw", default=today, metavar="WORD", help="draws others (default: the date)")
    # A scenario on a wrong portal often waits in vain: briefly, as on the sound portal then, and beside others.
    wrong.add_argument("--answer-within", type=float, default=4, metavar="SECONDS", help="default: %(default)g")
    wrong.add_argument("--json", type=Path, default=Path("report/defects.json"), metavar="FILE")
    workers = str(2 * (os.cpu_count() or 1))
    wrong.add_argument("-n", dest="workers", default=workers, metavar="N", help="workers (default: two a processor)")
    wrong.set_defaults(run=run_defects)

    _offer_environments(commands, workers)

    again = commands.add_parser("stability", help="which scenarios change their verdict from run to run")
    again.add_argument("arguments", nargs="*", metavar="-- ARGUMENT", help="what pytest is given: -- -m LOCK-1 -n 2")
    again.add_argument("-n", dest="times", type=_number, default=20, metavar="TIMES", help="default: %(default)s")
    again.add_argument("--report", type=Path, default=Path("report/stability"), metavar="DIR", help="a folder a run")
    again.set_defaults(run=run_stability)
    return parser


def _offer_environments(commands: "argparse._SubParsersAction[_Parser]", workers: str) -> None:
    around = commands.add_parser("environments", help="what devices, browsers and lines do to logging in")
    around.add_argument("names", nargs="*", metavar="NAME", help="shipped, or files of your own (default: all shipped)")
    scenarios = around.add_mutually_exclusive_group()
    scenarios.add_argument("--whole", action="store_true", help="all scenarios, and not only those that may be spoilt")
    scenarios.add_argument("--only", metavar="MARKERS", help="these clauses or suites, as pytest -m takes them")
    around.add_argument("--target", metavar="FILE.toml", help="the portal (default: the reference portal)")
    around.add_argument(
        "--browser", action="append", default=[], choices=["chromium", "firefox", "webkit"], help="default: chromium"
    )
    around.add_argument("-n", default=workers, metavar="N", help="workers (default: two a processor)")
    # Where an environment breaks something, scenarios wait in vain: briefly then, and beside others.
    around.add_argument("--answer-within", default="5", metavar="SECONDS", help="default: %(default)s")
    around.add_argument("--report", type=Path, default=Path("report/environments"), metavar="DIR")
    around.set_defaults(run=run_environments)

    one = commands.add_parser("environment", help="an environment of your own")
    begin = one.add_subparsers(required=True).add_parser("init", help="write a commented file to begin with")
    begin.add_argument("file", nargs="?", type=Path, default=Path("environment.toml"), metavar="FILE.toml")
    begin.set_defaults(run=run_environment_init)


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (CannotMerge, CannotProve, EnvironmentFileError, NoBrowserError, TargetFileError, WrongUse) as error:
        print(f"python -m e2e: {error}", file=sys.stderr)  # noqa: T201 - a command speaks
        return WRONG_USE
    except (KeyboardInterrupt, EOFError):
        return 2
    return status


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a command speaks


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
