using CamStream.Testing;

namespace CamStream.Frames;

public class FrameHeaderFieldsTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    public static TheoryData<string> Forged => [.. ForgedTraceParents.All];

    [Fact]
    public void Fields_make_a_header_to_the_microsecond()
    {
        Read(
            ("boot", "a.B_1-2"),
            ("seq", "42"),
            ("captured", "1795338001000001"),
            ("traceparent", TraceParent),
            ("other", "x")
        )
            .Header.ShouldBe(
                new FrameHeader(
                    "a.B_1-2",
                    42,
                    new DateTimeOffset(2026, 11, 22, 9, 0, 1, TimeSpan.Zero).AddMicroseconds(1),
                    TraceParent
                )
            );
    }

    [Fact]
    public void Names_are_compared_without_case_and_the_last_of_a_repeated_one_counts() =>
        Read(("Boot", "a"), ("SEQ", "1"), ("Captured", "1"), ("seq", "2")).Header.Sequence.ShouldBe(2);

    [Theory]
    [MemberData(nameof(Forged))]
    public void A_malformed_trace_parent_costs_the_trace_and_not_the_frame(string traceParent)
    {
        var (header, problem) = Read(
            ("boot", "a"),
            ("seq", "1"),
            ("captured", "1"),
            ("traceparent", traceParent),
            ("published", "2"),
            ("dropped", "3")
        );
        problem.ShouldBeNull();
        header.ShouldBe(
            new FrameHeader("a", 1, DateTimeOffset.UnixEpoch.AddMicroseconds(1), Dropped: 3)
            {
                HadMalformedTrace = true,
            }
        );
        header.TryGetTraceContext(out _).ShouldBeFalse();
    }

    [Fact]
    public void A_sampled_frame_has_its_times_and_its_context()
    {
        var header = Read(
            ("captured", "10"),
            ("published", "11"),
            ("received", "5"),
            ("forwarded", "6"),
            ("traceparent", TraceParent),
            ("boot", "a"),
            ("seq", "1")
        ).Header;
        header.Times.ShouldBe(new FrameTimes(At(11), At(5), At(6)));
        header.TryGetTraceContext(out var context).ShouldBeTrue();
        (context.TraceId.ToHexString(), context.SpanId.ToHexString(), context.IsRemote).ShouldBe(
            ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true)
        );
    }

    [Theory]
    [InlineData("9", null, null, null, null, null)]
    [InlineData("60000011", null, null, null, null, null)]
    [InlineData("60000010", null, null, 60_000_010L, null, null)]
    [InlineData("now", "5", "4", null, 5L, null)]
    [InlineData("-11", "-5", "6", null, null, 6L)]
    [InlineData("99999999999999999999", "5", "60000006", null, 5L, null)]
    [InlineData("10", "9223372036854775807", "", 10L, null, null)]
    public void An_impossible_time_costs_that_time_and_not_the_frame(
        string? published,
        string? received,
        string? forwarded,
        long? expectedPublished,
        long? expectedReceived,
        long? expectedForwarded
    )
    {
        var fields = new List<(string, string)>
        {
            ("boot", "a"),
            ("seq", "1"),
            ("captured", "10"),
            ("traceparent", TraceParent),
        };
        if (published is not null)
            fields.Add(("published", published));
        if (received is not null)
            fields.Add(("received", received));
        if (forwarded is not null)
            fields.Add(("forwarded", forwarded));
        Read([.. fields])
            .Header.Times.ShouldBe(new FrameTimes(At(expectedPublished), At(expectedReceived), At(expectedForwarded)));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-1", 0)]
    [InlineData("many", 0)]
    [InlineData("9223372036854775808", 0)]
    public void The_cameras_own_drops_are_read_and_a_malformed_number_counts_as_zero(string dropped, long expected) =>
        Read(("boot", "a"), ("seq", "1"), ("captured", "1"), ("dropped", dropped)).Header.Dropped.ShouldBe(expected);

    [Theory]
    [InlineData(null, "1", "1", "boot is missing")]
    [InlineData("", "1", "1", "boot is ''")]
    [InlineData("a b", "1", "1", "boot is 'a b'")]
    [InlineData("ä", "1", "1", "boot is 'ä'")]
    [InlineData("a", null, "1", "seq is missing")]
    [InlineData("a", "-1", "1", "seq is '-1'")]
    [InlineData("a", "1.5", "1", "seq is '1.5'")]
    [InlineData("a", " 1", "1", "seq is ' 1'")]
    [InlineData("a", "9223372036854775808", "1", "seq is '9223372036854775808'")]
    [InlineData("a", "1", null, "captured is missing")]
    [InlineData("a", "1", "now", "captured is 'now'")]
    [InlineData("a", "1", "-1", "captured is '-1'")]
    [InlineData("a", "1", "9223372036854775807", "captured is '9223372036854775807'")]
    public void A_malformed_field_is_named_with_its_value(
        string? boot,
        string? sequence,
        string? captured,
        string problem
    )
    {
        var fields = new List<(string, string)>();
        if (boot is not null)
            fields.Add(("boot", boot));
        if (sequence is not null)
            fields.Add(("seq", sequence));
        if (captured is not null)
            fields.Add(("captured", captured));
        Read([.. fields]).Problem!.ShouldStartWith(problem, Case.Sensitive);
    }

    [Fact]
    public void A_long_value_is_not_quoted_whole() =>
        Read(("boot", new string('x', 10_000)), ("seq", "1"), ("captured", "1")).Problem!.Length.ShouldBeLessThan(200);

    [Fact]
    public void The_largest_values_are_accepted()
    {
        var latest = DateTimeOffset.MaxValue.AddTicks(-(DateTimeOffset.MaxValue.Ticks % 10));
        var header = Read(
            ("boot", new string('b', 64)),
            ("seq", "9223372036854775807"),
            ("captured", "253402300799999999")
        ).Header;
        header.Sequence.ShouldBe(long.MaxValue);
        header.Captured.ShouldBe(latest);
        header.CapturedMicroseconds.ShouldBe(253402300799999999);
    }

    [Theory]
    [InlineData("640x480", "0", 640, 480, 0L)]
    [InlineData("16x4096", "-1234567", 16, 4096, -1_234_567L)]
    [InlineData("640x480", "-1000000000", 640, 480, -1_000_000_000L)] // 1970 itself
    [InlineData("640x480", "253402299799999999", 640, 480, 253402299799999999L)] // the year 9999
    public void A_judgement_is_the_size_and_the_correction(
        string size,
        string correction,
        int width,
        int height,
        long microseconds
    ) =>
        Judgement(size, correction)
            .ShouldBe((new PictureSize(width, height), TimeSpan.FromMicroseconds(microseconds), null));

    [Theory]
    [InlineData(null, null)]
    [InlineData("640x480", null)]
    [InlineData(null, "0")]
    public void There_is_no_judgement_without_both_fields(string? size, string? correction) =>
        Judgement(size, correction).ShouldBe((null, null, null));

    [Theory]
    [InlineData("", "0", "size is ''")]
    [InlineData("640", null, "size is '640'")]
    [InlineData("640x", "0", "size is '640x'")]
    [InlineData("x480", "0", "size is 'x480'")]
    [InlineData("640x480x1", "0", "size is '640x480x1'")]
    [InlineData("640X480", "0", "size is '640X480'")]
    [InlineData("640 x 480", "0", "size is '640 x 480'")]
    [InlineData("-640x480", "0", "size is '-640x480'")]
    [InlineData("15x480", "0", "size is '15x480': it must be width x height in pixels like 640x480, each 16 to 4096.")]
    [InlineData("640x4097", "0", "size is '640x4097'")]
    [InlineData("99999999999x480", "0", "size is '99999999999x480'")]
    [InlineData("640x480", "", "correction is ''")]
    [InlineData(null, "soon", "correction is 'soon'")]
    [InlineData("640x480", "1.5", "correction is '1.5'")]
    [InlineData("640x480", "NaN", "correction is 'NaN'")]
    [InlineData("640x480", "-1000000001", "correction is '-1000000001'")] // before 1970
    [InlineData("640x480", "253402299800000000", "correction is '253402299800000000'")] // after the year 9999
    [InlineData("640x480", "9223372036854775807", "correction is '9223372036854775807'")]
    [InlineData("640x480", "-9223372036854775808", "correction is '-9223372036854775808'")]
    [InlineData("640x480", "9223372036854775808", "correction is '9223372036854775808'")]
    public void A_malformed_judgement_is_named_with_its_value(string? size, string? correction, string problem)
    {
        var (picture, shift, actual) = Judgement(size, correction);
        (picture, shift).ShouldBe((null, null));
        actual!.ShouldStartWith(problem, Case.Sensitive);
    }

    // The frame was captured a thousand seconds after the Unix epoch.
    private static (PictureSize? Picture, TimeSpan? Correction, string? Problem) Judgement(
        string? size,
        string? correction
    )
    {
        var fields = new FrameHeaderFields();
        if (size is not null)
            fields.Add("Size", size.AsSpan());
        if (correction is not null)
            fields.Add("Correction", correction.AsSpan());
        fields.IsEmpty.ShouldBeTrue("neither is a field that labels a frame");
        var captured = DateTimeOffset.UnixEpoch.AddSeconds(1_000);
        fields.TryJudgement(captured, out var picture, out var shift, out var problem).ShouldBe(problem is null);
        return (picture, shift, problem);
    }

    private static DateTimeOffset? At(long? microseconds) =>
        microseconds is { } known ? DateTimeOffset.UnixEpoch.AddMicroseconds(known) : null;

    private static (FrameHeader Header, string? Problem) Read(params (string Name, string Value)[] fields)
    {
        var read = new FrameHeaderFields();
        read.IsEmpty.ShouldBeTrue();
        foreach (var (name, value) in fields)
            read.Add(name, value);
        read.TryBuild(out var header, out var problem).ShouldBe(problem is null);
        return (header, problem);
    }
}
