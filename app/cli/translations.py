"""`kumina translations`: the texts in Finnish and Swedish, gathered, brought up to date and checked."""

import io

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask.cli import AppGroup

from app.cli import catalogues, installation

commands = AppGroup("translations", help="Gather the texts of the pages, and keep every language complete.")
HEADER = """# The texts of Kumina.
msgid ""
msgstr ""
"Project-Id-Version: Kumina 1\\n"
{language}"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@commands.command("extract", with_appcontext=False)
def extract() -> None:
    """Write every text marked in code and templates to translations/messages.pot."""
    found = catalogues.extracted()
    catalogues.TEMPLATE.write_bytes(HEADER.format(language="").encode() + catalogues.printed(found))
    click.echo(f"{len(found)} texts in {catalogues.TEMPLATE.relative_to(installation.ROOT)}.")


@commands.command("update", with_appcontext=False)
@click.pass_context
def update(context: click.Context) -> None:
    """Gather the texts, give each language its new ones to translate, drop what is gone, and compile.

    Nothing is guessed: a new text stands empty until somebody translates it.
    """
    context.invoke(extract)
    template = catalogues.read(catalogues.TEMPLATE)
    for language in catalogues.LANGUAGES:
        _renew(language, template)


@commands.command("check", with_appcontext=False)
def check() -> None:
    """Say what is missing, doubtful, left over or disagreeing in any language; ends with 1 when something is."""
    found, code = False, catalogues.extracted()
    for name, faults in (
        ("messages.pot", catalogues.differences(code, catalogues.read(catalogues.TEMPLATE))),
        *((language, _faults(language, code)) for language in catalogues.LANGUAGES),
    ):
        for fault in faults:
            found = True
            click.echo(f"{name}: {fault}")
    if found:
        raise click.ClickException("Run `kumina translations update`, and write the missing texts.")
    click.echo("Every text is there in every language.")


def _faults(language: str, code: Catalog) -> list[str]:
    kept = catalogues.read(catalogues.catalogue_of(language))
    translated = language in catalogues.TRANSLATED
    missing = list(catalogues.differences(code, kept)) if translated else []
    return missing + list(catalogues.faults(kept, complete=translated))


def _renew(language: str, template: Catalog) -> None:
    file = catalogues.catalogue_of(language)
    kept = catalogues.read(file)
    if language in catalogues.TRANSLATED:
        kept.update(template, no_fuzzy_matching=True)
        kept.obsolete.clear()
        head = f'"Language: {language}\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        file.write_bytes(HEADER.format(language=head).encode() + catalogues.printed(kept))
    compiled = io.BytesIO()
    write_mo(compiled, catalogues.read(file))
    file.with_suffix(".mo").write_bytes(compiled.getvalue())
    missing = sum(fault.startswith("not translated") for fault in catalogues.faults(kept, complete=language != "en"))
    click.echo(f"{language}: {missing} texts to translate." if missing else f"{language}: complete.")
