"""Hall and stream have the same time, whatever the delay; and how the delay is measured."""

from datetime import UTC, datetime, timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from soesmart.events.rules import Channel, is_taken
from soesmart.events.rules.delays import LONGEST_DELAY, Window, closing, measured, opening

AT = datetime(2020, 7, 30, 16, 10, tzinfo=UTC)
delays = st.integers(0, LONGEST_DELAY).map(lambda ms: timedelta(milliseconds=ms))
lengths = st.integers(0, 3_600_000).map(lambda ms: timedelta(milliseconds=ms))


@given(delays, lengths)
def test_the_window_of_the_hall_is_as_long_as_that_of_the_stream(delay: timedelta, length: timedelta) -> None:
    hall, stream = closing(*opening(AT, delay), AT + length)
    assert hall.length == stream.length == length
    assert stream.opens - hall.opens == delay


@given(delays, lengths, st.integers(-1, 3_600_001))
def test_a_ballot_is_in_time_on_the_stream_exactly_when_it_would_be_in_the_hall_a_delay_earlier(
    delay: timedelta, length: timedelta, after: int
) -> None:
    hall, stream = closing(*opening(AT, delay), AT + length)
    is_in_time = partial(
        is_taken,
        hall_opens=hall.opens,
        stream_opens=stream.opens,
        hall_closes=hall.closes,
        stream_closes=stream.closes,
    )
    arrived = AT + timedelta(milliseconds=after)
    assert is_in_time(Channel.STREAM, arrived + delay) == is_in_time(Channel.HALL, arrived)


@given(delays, st.lists(lengths, min_size=1, max_size=4))
def test_setting_the_end_anew_keeps_both_windows_equal(delay: timedelta, ends: list[timedelta]) -> None:
    hall, stream = opening(AT, delay)
    for end in ends:
        hall, stream = closing(Window(hall.opens), Window(stream.opens), AT + end)
        assert hall.length == stream.length


def test_the_median_is_not_moved_by_one_who_taps_a_minute_late() -> None:
    found = measured([17_900, 18_100, 18_300, 18_000, 79_000])
    assert found is not None
    assert (found.delay, found.readings, found.is_enough) == (18_100, 5, True)
    assert found.spread < 1_000


def test_taps_before_the_mark_and_after_five_minutes_are_no_readings() -> None:
    assert measured([-1, LONGEST_DELAY + 1]) is None
    found = measured([-400, 12_000, LONGEST_DELAY + 1])
    assert found is not None
    assert (found.readings, found.delay, found.spread, found.is_enough) == (1, 12_000, 0, False)


@given(st.lists(st.integers(0, LONGEST_DELAY), min_size=1, max_size=30))
def test_the_measured_delay_lies_between_the_first_and_the_last_tap(taps: list[int]) -> None:
    found = measured(taps)
    assert found is not None
    assert min(taps) <= found.delay <= max(taps)
    assert 0 <= found.spread <= max(taps) - min(taps)
