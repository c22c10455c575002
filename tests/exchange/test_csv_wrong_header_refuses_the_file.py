"""A header that is not understood refuses the whole register: a column read wrongly would be wrong for everyone."""

import pytest

from asylia.exchange import UnreadableFile
from asylia.exchange.csv_register import MOST_COLUMNS, MOST_ROWS


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,person.declared_aeg\nA,16\n", ["column 2", "“person.declared_aeg”", "did you mean “person.declared_age”"]),
        ("id,name\nA,x\n", ["column 2", "“name”", "fact keys or indicator ids"]),
        ("id,consented,consented\nA,yes,no\n", ["column 3", "“consented” is already column 2"]),
        ("id,,consented\nA,x,yes\n", ["column 2", "has no name"]),
        ("id,consented\n", ["nobody under it"]),
        ("\n", ["line 1", "expected a header"]),
        ('id,"consented\nA,yes\n', ["line 1", "quotation mark"]),
        (",".join(["consented"] * (MOST_COLUMNS + 1)), [f"{MOST_COLUMNS + 1:,} columns", f"at most {MOST_COLUMNS:,}"]),
        (",".join(f"c{n}" for n in range(10_000)), ["10,000 columns"]),
        (f'id,consented\nA,"{"x" * 200_000}"\n', ["line 2", "longer than 10,000 characters"]),
    ],
)
def test_the_sentence_names_the_column(read_csv, text, says):
    with pytest.raises(UnreadableFile) as refused:
        read_csv(text)
    for words in ["register.csv: ", *says]:
        assert words in str(refused.value)


def test_more_people_than_a_register_for_assessment_may_have(read_csv, monkeypatch):
    monkeypatch.setattr("asylia.exchange.csv_register.MOST_ROWS", 3)
    assert len(read_csv("consented\n" + "yes\n" * 3).people) == 3
    with pytest.raises(UnreadableFile, match=r"\./asylia population"):
        read_csv("consented\n" + "yes\n" * 4)
    assert MOST_ROWS == 200_000
