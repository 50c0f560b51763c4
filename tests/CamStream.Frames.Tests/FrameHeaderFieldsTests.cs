namespace CamStream.Frames;

public class FrameHeaderFieldsTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void Fields_make_a_header_to_the_microsecond()
    {
        Read(("boot", "a.B_1-2"), ("seq", "42"), ("captured", "1795338001000001"), ("traceparent", TraceParent), ("other", "x")).Header.ShouldBe(
            new FrameHeader("a.B_1-2", 42, new DateTimeOffset(2026, 11, 22, 9, 0, 1, TimeSpan.Zero).AddMicroseconds(1), TraceParent));
    }

    [Fact]
    public void Names_are_compared_without_case_and_the_last_of_a_repeated_one_counts() =>
        Read(("Boot", "a"), ("SEQ", "1"), ("Captured", "1"), ("seq", "2")).Header.Sequence.ShouldBe(2);

    [Theory]
    [InlineData("garbage")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01-")]
    [InlineData("")]
    public void A_malformed_trace_parent_costs_the_trace_and_not_the_frame(string traceParent)
    {
        var (header, problem) = Read(("boot", "a"), ("seq", "1"), ("captured", "1"), ("traceparent", traceParent));
        problem.ShouldBeNull();
        header.TraceParent.ShouldBeNull();
        header.TryGetTraceContext(out _).ShouldBeFalse();
    }

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
    public void Nonsense_is_named_with_its_value(string? boot, string? sequence, string? captured, string problem)
    {
        var fields = new List<(string, string)>();
        if (boot is not null) fields.Add(("boot", boot));
        if (sequence is not null) fields.Add(("seq", sequence));
        if (captured is not null) fields.Add(("captured", captured));
        Read([.. fields]).Problem!.ShouldStartWith(problem, Case.Sensitive);
    }

    [Fact]
    public void A_long_value_is_not_repeated_whole() =>
        Read(("boot", new string('x', 10_000)), ("seq", "1"), ("captured", "1")).Problem!.Length.ShouldBeLessThan(200);

    [Fact]
    public void The_largest_values_are_taken()
    {
        var latest = DateTimeOffset.MaxValue.AddTicks(-(DateTimeOffset.MaxValue.Ticks % 10));
        var header = Read(("boot", new string('b', 64)), ("seq", "9223372036854775807"), ("captured", "253402300799999999")).Header;
        header.Sequence.ShouldBe(long.MaxValue);
        header.Captured.ShouldBe(latest);
        header.CapturedMicroseconds.ShouldBe(253402300799999999);
    }

    private static (FrameHeader Header, string? Problem) Read(params (string Name, string Value)[] fields)
    {
        var read = new FrameHeaderFields();
        read.IsEmpty.ShouldBeTrue();
        foreach (var (name, value) in fields) read.Add(name, value);
        read.TryBuild(out var header, out var problem).ShouldBe(problem is null);
        return (header, problem);
    }
}
