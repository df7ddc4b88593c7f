"""The source view: texts as received between our tags, whatever they hold."""

from generator.model import Cell, Document, Paragraph, Row, Source
from generator.pages.sources import view_of
from generator.recognise import recognise


def view(*blocks: Paragraph | Row) -> str:
    document = Document(Source("部门.txt", "0" * 64, 1), blocks)
    return b"".join(view_of(document, recognise(document)).pieces).decode()


def test_what_is_special_in_html_is_escaped_and_line_breaks_are_kept():
    made = view(Paragraph('甲<b> & "乙"', "L1"), Row((Cell("≤5%\n<6", "L2"), Cell("'", "L4")), "L2", 1))
    assert made.startswith('<p id="L1" class="loose">甲&lt;b&gt; &amp; &quot;乙&quot;</p>\n<div class="scroll"')
    assert '<tr class="loose"><td id="L2">≤5%<br>&lt;6</td><td id="L4">&#x27;</td></tr>\n</tbody>' in made


def test_a_sheet_may_be_called_whatever_its_author_likes():
    made = view(Row((Cell("甲", 'a"><script>!A1'), Cell("乙", "a&b!B1")), "A1", 1), Paragraph("丙", 'a"!A9'))
    assert '<td id="a&quot;&gt;&lt;script&gt;!A1">甲</td><td id="a&amp;b!B1">乙</td>' in made
    assert '<p id="a&quot;!A9" class="loose">丙</p>' in made


def test_a_document_without_blocks_is_an_empty_view():
    assert view() == ""
