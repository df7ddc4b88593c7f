"""What a command says about a file: ``path:line:col: CODE what is wrong``, the excerpt with its mark, what to do."""

from __future__ import annotations

from generator.messages import Message, of_build_error, of_read_error
from generator.model import BuildError, ReadError


def test_a_message_is_one_line_where_there_is_nothing_to_show():
    assert str(Message("a.txt", "3:5", "READ-NOT-TEXT", "这不是文本")) == "a.txt:3:5: READ-NOT-TEXT 这不是文本"


def test_the_mark_stands_below_its_character_full_width_ones_counted_as_two():
    message = Message("a.txt", "3:4", "X", "错", "改掉", "预算数 3O0", 4)
    assert str(message).split("\n") == [
        "a.txt:3:4: X 错",
        "    预算数 3O0",
        "          ^",
        "    = 改掉",
    ]
    assert str(Message("a.txt", "1:1", "X", "错", "", "abc", 1)).split("\n")[2] == "    ^"


def test_a_file_that_cannot_be_read_says_where():
    error = ReadError("READ-ENCODING", "读不出文字", "另存为 UTF-8", line=7, col=3, excerpt="ab?")
    assert (
        str(of_read_error("甲.txt", error))
        == "甲.txt:7:3: READ-ENCODING 读不出文字\n    ab?\n      ^\n    = 另存为 UTF-8"
    )


def test_a_bad_set_up_says_where_as_far_as_it_is_known():
    assert str(of_build_error(BuildError("错", "甲.toml"), "SIDECAR")) == "甲.toml:1:1: SIDECAR 错"
    assert str(of_build_error(BuildError("错", "甲.toml:4"), "SIDECAR")) == "甲.toml:4:1: SIDECAR 错"
    assert str(of_build_error(BuildError("错", "甲.toml:4:9", "改"), "SIDECAR")) == "甲.toml:4:9: SIDECAR 错\n    = 改"
    assert str(of_build_error(BuildError("错", "C:/甲.toml:4"), "SIDECAR")) == "C:/甲.toml:4:1: SIDECAR 错"
