using CamStream.Frames;

namespace CamStream.Ingest.Cameras;

public class BrokerLossesTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    private readonly BrokerLosses _losses = new();

    [Fact]
    public void A_hole_in_the_sequence_is_counted_with_the_second_frame_after_it()
    {
        Came("a", 10).ShouldBe(0);
        Came("a", 11).ShouldBe(0);
        Came("a", 15).ShouldBe(0);
        Came("a", 16).ShouldBe(3);
        _losses.Total.ShouldBe(3);
    }

    [Fact]
    public void A_camera_drop_is_not_a_loss_even_if_it_is_reported_one_frame_late()
    {
        Came("a", 0);
        Came("a", 3, dropped: 1);
        Came("a", 4, dropped: 2).ShouldBe(0);
        Came("a", 8, dropped: 3);
        Came("a", 9, dropped: 3).ShouldBe(2);
        (_losses.Total, _losses.Dropped).ShouldBe((2, 3));
    }

    [Fact]
    public void A_camera_drop_that_was_counted_as_a_loss_is_subtracted_from_the_next_loss()
    {
        Came("a", 0);
        Came("a", 2);
        Came("a", 3).ShouldBe(1);
        Came("a", 4, dropped: 1).ShouldBe(0);
        Came("a", 6, dropped: 1);
        Came("a", 7, dropped: 1).ShouldBe(0);
        Came("a", 9, dropped: 1);
        Came("a", 10, dropped: 1).ShouldBe(1);
    }

    [Fact]
    public void Camera_drops_without_a_hole_never_make_a_loss_negative()
    {
        Came("a", 0);
        Came("a", 1, dropped: long.MaxValue).ShouldBe(0);
        Came("a", 2, dropped: 0).ShouldBe(0);
        Came("a", 4, dropped: 0);
        Came("a", 5, dropped: 0).ShouldBe(1);
    }

    [Fact]
    public void A_refused_message_is_not_a_loss()
    {
        Came("a", 0);
        _losses.Refused();
        _losses.Refused();
        Came("a", 4);
        Came("a", 5).ShouldBe(1);
        _losses.Refused(); // no frame of its sequence: no hole shows it
        Came("a", 6);
        Came("a", 8);
        Came("a", 9).ShouldBe(1);
    }

    [Fact]
    public void Duplicate_and_late_frames_count_nothing()
    {
        Came("a", 10);
        Came("a", 10).ShouldBe(0);
        Came("a", 8).ShouldBe(0);
        Came("a", 11).ShouldBe(0);
        Came("a", 12).ShouldBe(0);
    }

    [Fact]
    public void The_first_frames_of_a_boot_are_missed_when_the_previous_boot_was_seen()
    {
        Came("a", 500, at: 1);
        Came("a", 503, at: 2);
        Came("b", 4, dropped: 1, at: 30).ShouldBe(2); // of the boot before
        for (var i = 1; i <= 10; i++)
            Came("b", 4 + i, dropped: 1, at: 30 + (i * 0.1)).ShouldBe(0);
        Came("b", 15, dropped: 1, at: 31.1).ShouldBe(3);
    }

    [Theory]
    [InlineData(10, 4)]
    [InlineData(11, 0)] // it began before we listened: another Ingest may have had its first frames
    [InlineData(null, 0)]
    public void The_first_frames_of_a_new_camera_are_missed_when_it_began_while_Ingest_listened(
        int? listening,
        long expected
    )
    {
        var since = listening is { } seconds ? _start.AddSeconds(seconds) : (DateTimeOffset?)null;
        for (var i = 0; i <= 10; i++)
            _losses
                .Observe(new FrameHeader("a", 4 + i, default), _start.AddSeconds(10.5 + (i * 0.1)), since)
                .ShouldBe(0);
        _losses.Observe(new FrameHeader("a", 15, default), _start.AddSeconds(11.6), since).ShouldBe(expected);
    }

    [Fact]
    public void Frames_that_come_close_together_do_not_make_a_camera_begin_later()
    {
        var listening = _start.AddSeconds(10);
        _losses.Observe(new FrameHeader("a", 129, default), _start.AddSeconds(12), listening).ShouldBe(0);
        for (var i = 0; i < 30; i++)
            _losses
                .Observe(new FrameHeader("a", 130 + i, default), _start.AddSeconds(12.005 + (i * 0.067)), listening)
                .ShouldBe(0);
    }

    [Fact]
    public void The_first_frames_of_a_boot_that_is_over_at_once_are_missed_too()
    {
        Came("a", 500, at: 1);
        Came("b", 4, at: 30);
        Came("b", 5, at: 30.1).ShouldBe(0);
        Came("c", 0, at: 40).ShouldBe(4);
    }

    [Fact]
    public void A_camera_that_does_not_count_from_zero_misses_nothing_at_its_start()
    {
        Came("a", 0, at: 0);
        Came("b", 5000, at: 10);
        for (var i = 1; i < 20; i++)
            Came("b", 5000 + i, at: 10 + (i * 0.1)).ShouldBe(0);
    }

    [Theory]
    [InlineData(300, 300)]
    [InlineData(301, 0)]
    public void The_first_frames_of_a_new_camera_are_missed_when_it_began_within_half_a_minute(
        long first,
        long expected
    )
    {
        var listening = _start.AddHours(-1);
        for (var sequence = first; sequence <= first + 10; sequence++)
        {
            _losses
                .Observe(new FrameHeader("a", sequence, default), _start + (sequence * _interval), listening)
                .ShouldBe(0);
        }
        _losses
            .Observe(new FrameHeader("a", first + 11, default), _start + ((first + 11) * _interval), listening)
            .ShouldBe(expected);
    }

    [Theory]
    [InlineData(5400, 3600)] // it was silent for so long that it was forgotten, and goes on
    [InlineData(5400, 600)] // it was switched off when we began, and is switched on now
    public void A_camera_that_is_new_here_and_continues_after_a_rest_misses_nothing(long sequence, int listenedSeconds)
    {
        var listening = _start.AddSeconds(-listenedSeconds);
        for (var i = 0; i < 20; i++)
            _losses.Observe(
                new FrameHeader("a", sequence + i, default, Dropped: 7),
                _start + (i * _interval),
                listening
            );
        _losses.Total.ShouldBe(0);
    }

    [Fact]
    public void A_new_boot_that_continues_the_sequence_after_a_long_pause_misses_nothing()
    {
        Came("a", 999, at: 0);
        for (var i = 0; i < 20; i++)
            Came("b", 1000 + i, at: 3600 + (i * 0.1)).ShouldBe(0);
        _losses.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void A_leap_that_no_loss_explains_starts_anew(long sequence)
    {
        Came("a", 1_000_000, at: 0);
        Came("a", sequence, at: 1).ShouldBe(0);
        Came("a", sequence, at: 2).ShouldBe(0);
        _losses.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_captured_frame_is_counted_once_wherever_frames_are_dropped(int seed)
    {
        var random = new Random(seed);
        var now = _start;
        long captured = 0,
            delivered = 0,
            edge = 0,
            broker = 0,
            refused = 0;
        for (var boot = 0; boot < 50; boot++)
        {
            long dropped = 0;
            var frames = random.Next(5, 200);
            for (var sequence = 0; sequence < frames; sequence++, captured++, now += _interval)
            {
                // The last two frames always arrive: a loss after them would show only with the
                // next boot, or never.
                var fate = sequence < frames - 2 ? random.Next(10) : 9;
                if (fate == 0)
                    dropped++;
                else if (fate == 1)
                    refused++;
                if (fate == 1)
                    _losses.Refused();
                if (fate < 3)
                    continue;
                delivered++;
                broker += _losses.Observe(
                    new FrameHeader($"boot-{boot}", sequence, default, Dropped: dropped),
                    now,
                    _start.AddMinutes(-1)
                );
            }
            edge += dropped;
            now += TimeSpan.FromSeconds(20);
        }
        (delivered + edge + broker + refused).ShouldBe(captured);
        _losses.Total.ShouldBe(broker);
    }

    // Frames come every tenth of a second unless a time is given.
    private long Came(string boot, long sequence, long dropped = 0, double? at = null) =>
        _losses.Observe(
            new FrameHeader(boot, sequence, default, Dropped: dropped),
            _start + (at is { } seconds ? TimeSpan.FromSeconds(seconds) : sequence * _interval),
            _start.AddDays(1)
        );
}
