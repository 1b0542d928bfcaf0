"""HTML as a reader of plain text sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.mail.plain_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Здравствуйте,\n <b>Анна</b>!</p><p>Вот документ.</p>", "Здравствуйте, Анна!\n\nВот документ."),
        ("one<br>two<br/><br/>three", "one\ntwo\n\nthree"),
        ("<div>a</div><div>b</div>c", "a\nb\nc"),
        ("<ul><li>один</li><li>два</li></ul>после", "- один\n- два\n\nпосле"),
        ('<a href="https://x.ru/a">документ</a>.', "документ <https://x.ru/a>."),
        ('<a href="https://x.ru/">https://x.ru/</a>', "https://x.ru/"),
        ('<a href="mailto:a@b.ru">Анна</a>', "Анна <a@b.ru>"),
        ('<a href="#top">наверх</a>', "наверх"),
        ('<a href="https://x.ru"><img alt="Логотип"></a>', "Логотип <https://x.ru>"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<style>p {color: red}</style><script>x</script><title>t</title>a", "a"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("5 &lt; 7 &amp;&nbsp;x", "5 < 7 & x"),
        ("<p>a<hr>b", "a\n\n-----\nb"),
        ("", ""),
        ("<p><b>open", "open"),
    ],
)
def test_a_reader_sees_the_text(html, text):
    assert plain_text(html) == text


@given(st.text(alphabet="<>/ab=\"'& pli!-\n", max_size=200))
def test_broken_html_never_fails(html):
    plain_text(html)


@pytest.mark.parametrize(
    "hostile", ["<!--", "<![CDATA[", '<a x="', "</a ", "<a href='x'>a", "<<!---->!--", "src = ", "<script>"]
)
def test_hostile_html_takes_linear_time(hostile):
    """Half a megabyte each: quadratic time would be minutes, and the test run would show it."""
    plain_text(hostile * (500_000 // len(hostile)))
