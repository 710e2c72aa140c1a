"""`anymask evaluate compare`: several reports as one table, and as a page with pictures."""

from pathlib import Path
from typing import Annotated

import typer

from anymask.cli import options


def compare(
    reports: Annotated[
        list[Path],
        typer.Argument(help="report.json files, or their folders; of one task or of several."),
    ],
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            help="Folder for index.html: tables, charts, and cases side by side.",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    cases: Annotated[
        int,
        typer.Option(
            "--cases",
            min=0,
            help="Worst, best and most different cases on the page, so many of each.",
            rich_help_panel=options.OUTPUT,
        ),
    ] = 6,
    json: options.Json = False,
) -> None:
    """Put the methods of several reports side by side: numbers, curves, worst and best cases.

    Pictures of cases need the data where they lay when the reports were made.
    """
    from anymask.cli.console import answer, answer_json, say
    from anymask.evaluation.compare.comparison import compare_reports, to_dict
    from anymask.evaluation.compare.page import FILE_NAME, make_page
    from anymask.evaluation.compare.tables import to_markdown
    from anymask.storage.files import write_text

    comparison = compare_reports(reports, cases if html is not None else 0)
    for each in comparison:
        for note in each.notes:
            say(f"{each.section.task}: {note}")
    if json:
        answer_json(to_dict(comparison))
    else:
        answer("\n\n".join(to_markdown(each.section) for each in comparison))
    if html is not None:
        write_text(html / FILE_NAME, make_page(comparison))
        say(f"page: {html / FILE_NAME}")
