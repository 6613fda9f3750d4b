"""Every question of the question files is answered as it says there."""

from graph.ask.asking import ask


def test_a_question_over_the_invented_world(world, missing, world_question):
    assert not missing(ask(world, world_question["q"]), world_question)


def test_a_question_over_the_development_articles(annotated, missing, dev_question):
    assert not missing(ask(annotated, dev_question["q"]), dev_question)
