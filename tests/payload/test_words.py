"""Texts as words of a vocabulary: read back to the last character."""

from hypothesis import given
from hypothesis import strategies as st

from mapapp.payload.words import codes_of, from_words, octets_of, to_words, vocabulary_of

texts = st.lists(
    st.one_of(
        st.none(),
        st.text(),
        st.lists(st.sampled_from(["fire", "at", "depot", " ", "/", "-", "!", '"', "\\", "\ud800", "ж"])).map(
            "".join
        ),
    ),
    min_size=1,
)


@given(texts, st.lists(st.text(min_size=1), unique=True))
def test_every_text_comes_back(given_, vocabulary):
    written = to_words(octets_of(given_), codes_of(vocabulary))
    if written is None:
        assert any(text and ("\x1a" in text or "\x7f" in text) for text in given_)
    else:
        assert from_words(**written, vocabulary=vocabulary) == given_


@given(texts)
def test_a_vocabulary_holds_words_that_occur(given_):
    vocabulary = vocabulary_of(octets_of(given_))
    assert len(set(vocabulary)) == len(vocabulary)
    assert all(any(word in text for text in given_ if text) for word in vocabulary)


def test_texts_without_words_in_common_get_no_vocabulary():
    assert vocabulary_of(octets_of([f"{number:08d}" for number in range(1000)])) == []


def test_frequent_words_take_less_room_than_letters():
    given_ = ["drone strike reported at depot", "fire at depot after drone strike"] * 200
    written = to_words(octets_of(given_), codes_of(vocabulary_of(octets_of(given_))))
    assert len(written["words"]) < sum(map(len, given_)) / 4
