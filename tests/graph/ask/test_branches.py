"""What a party's branch holds is no answer to what the party holds, nor the other way round."""

from collections.abc import Iterator

import pytest

import standpunkt
from standpunkt.session.session import Session

TEXT = "Streit um die Maut\n\nDie Münchner CSU lehnt eine Maut auf Brücken ab. Die CSU traf sich am Montag in Passau.\n"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    article = tmp_path_factory.mktemp("branches") / "maut.txt"
    article.write_text(TEXT, encoding="utf-8")
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as opened:
        opened.load([article])
        yield opened


@pytest.mark.parametrize("question", ["Was lehnt die CSU ab?", "Lehnt die CSU die Maut auf Brücken ab?"])
def test_the_party_does_not_answer_for_its_branch(session: Session, question: str) -> None:
    answer = session.ask(question)
    assert not answer.answers
    assert answer.verdict == ""


@pytest.mark.parametrize("name", ["CSU München", "Münchner CSU"])
def test_the_branch_answers_by_either_name(session: Session, name: str) -> None:
    assert [found.label for found in session.ask(f"Was lehnt die {name} ab?").answers] == ["Maut auf Brücken"]
    assert session.ask(f"Lehnt die {name} die Maut auf Brücken ab?").verdict == "yes"
