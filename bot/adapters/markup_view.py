"""A message as Markdown, or as one small HTML document without scripts, for files, mail and the web.

Buttons and menus act in a chat only and are left out; buttons that lead to an address become links.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.news.message import Block, Buttons, Divider, Heading, Line, Message, Section, Text

# --- Markdown ---------------------------------------------------------------------------------------------------------

_MARKDOWN_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+!|~$&@^=-])")
_MARKDOWN_NUMBER = re.compile(r"^(\s*\d+)([.)])")
_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]*)(:)(?=//)|\b(www)(\.)")


def to_markdown(message: Message) -> str:
    """CommonMark: the title as a first-level heading, sections as second-level ones, a paragraph a story."""
    parts = [f"# {escape_markdown(message.title)}"]
    parts += [f"*{escape_markdown(line)}*" for line in message.subtitle]
    for block in message.blocks:
        parts += _markdown_block(block)
    return "\n\n".join(part for part in parts if part) + "\n"


def escape_markdown(text: str) -> str:
    """Every mark that CommonMark or GitHub reads is escaped, and an address written out doesn't become a link."""
    marked = _MARKDOWN_MARKS.sub(r"\\\1", text)
    marked = _SCHEME.sub(lambda m: f"{m[1] or m[3]}{'&#58;' if m[2] else '&#46;'}", marked)
    return _MARKDOWN_NUMBER.sub(r"\1\\\2", marked)


def _markdown_block(block: Block) -> list[str]:
    if isinstance(block, Divider):
        return [] if block.inner else ["---"]
    if isinstance(block, Heading):
        return [f"## {escape_markdown(block.text)}"]
    if isinstance(block, Buttons):
        return [_markdown_run(Text(button.label, button.url)) for button in block.buttons if button.url]
    return _markdown_section(block)


def _markdown_section(section: Section) -> list[str]:
    picture = [f"![{escape_markdown(p.alt)}]({_markdown_url(p.url)})"] if (p := section.picture) else []
    if section.role == "briefly":
        items = "\n".join(f"- {_runs(line, _markdown_run)}" for line in section.lines)
        return ["## Briefly", items]
    lead, lines = section.role == "lead", section.lines
    heading = [f"### {_runs(line, _markdown_run)}" for line in lines if lead and line.style == "headline"]
    rest = [_markdown_line(line) for line in lines if not (lead and line.style == "headline")]
    return [*heading, "  \n".join(rest), *picture]


def _markdown_line(line: Line) -> str:
    """A headline is bold as a whole."""
    if line.style != "headline":
        return _runs(line, _markdown_run)
    return f"**{''.join(_markdown_run(replace(run, style='plain')) for run in line.runs)}**"


def _markdown_run(run: Text) -> str:
    text = escape_markdown(run.text)
    if run.style == "bold" and text.strip():
        inner = text.strip()
        text = text.replace(inner, f"**{inner}**")
    return f"[{text}]({_markdown_url(run.url)})" if run.url else text


def _markdown_url(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace("*", "%2A").replace("_", "%5F")


# --- HTML -------------------------------------------------------------------------------------------------------------

_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; margin: 0; }
.lead h2 { font-size: 1.25rem; margin-top: 1rem; } p { margin: .15rem 0; } .small { opacity: .75; font-size: .875rem; }
section { margin: 1rem 0; } hr { border: 0; border-top: 1px solid; opacity: .25; margin: 1.25rem 0; }
""".strip()


def to_html(message: Message) -> str:
    """A whole document; the headings nest, links carry no referrer, each text finds its own direction."""
    body = "\n".join(part for block in message.blocks for part in _html_block(block))
    subtitle = "".join(f'\n<p class="small">{escape_html(line)}</p>' for line in message.subtitle)
    title = escape_html(message.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape_html(message.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>{subtitle}\n{body}\n</main>\n</body>\n</html>\n"
    )


def escape_html(text: str) -> str:
    return html.escape(text, quote=True)


def _html_block(block: Block) -> Iterator[str]:
    if isinstance(block, Divider):
        yield from () if block.inner else ("<hr>",)
    elif isinstance(block, Heading):
        yield f"<h2>{escape_html(block.text)}</h2>"
    elif isinstance(block, Buttons):
        yield from (f"<p>{_html_run(Text(b.label, b.url))}</p>" for b in block.buttons if b.url)
    else:
        yield _html_section(block)


def _html_section(section: Section) -> str:
    if section.role == "briefly":
        items = "".join(f'\n<li dir="auto">{_runs(line, _html_run)}</li>' for line in section.lines)
        return f'<section class="briefly">\n<h2>Briefly</h2>\n<ul>{items}\n</ul>\n</section>'
    lines = "\n".join(_html_line(line, section) for line in section.lines)
    picture = f'\n<img src="{escape_html(p.url)}" alt="{escape_html(p.alt)}">' if (p := section.picture) else ""
    tag = {"footer": "footer", "note": "section"}.get(section.role, "article")
    return f'<{tag} class="{section.role}">\n{lines}{picture}\n</{tag}>'


def _html_line(line: Line, section: Section) -> str:
    drawn = _runs(line, _html_run)
    if line.style == "headline":
        tag = "h2" if section.role == "lead" else "h3"
        return f'<{tag} dir="auto">{drawn}</{tag}>'
    return f'<p dir="auto"{" class=" + chr(34) + "small" + chr(34) if line.style == "small" else ""}>{drawn}</p>'


def _html_run(run: Text) -> str:
    text = escape_html(run.text)
    text = f"<strong>{text}</strong>" if run.style == "bold" else text
    return f'<a href="{escape_html(run.url)}" rel="noopener nofollow">{text}</a>' if run.url else text


def _runs(line: Line, draw: Callable[[Text], str]) -> str:
    return "".join(draw(run) for run in line.runs)
