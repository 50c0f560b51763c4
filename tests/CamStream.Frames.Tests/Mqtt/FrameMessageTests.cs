using System.Buffers;
using System.Text;
using CamStream.Testing;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CamStream.Frames.Mqtt;

public sealed class FrameMessageTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly CameraId _camera = CameraId.Parse("porch");
    private static readonly FrameHeader _header = new(
        "b00t",
        7,
        DateTimeOffset.UnixEpoch.AddTicks(1_795_338_000_123_456 * 10),
        Trace
    );
    private static readonly byte[] _jpeg = [0xFF, 0xD8, 0xFF, 0xD9];

    public static TheoryData<string> Forged => [.. ForgedTraceParents.All];

    [Fact]
    public void A_frame_becomes_the_message_of_the_contract()
    {
        using var frame = Frame.Copy(_camera, _header, _jpeg);

        var message = FrameMessage.From(frame, TimeSpan.FromSeconds(1.5), MqttQualityOfServiceLevel.AtLeastOnce);

        message.Payload.ToArray().ShouldBe(_jpeg);
        message.ContentType.ShouldBe("image/jpeg");
        message.MessageExpiryInterval.ShouldBe(2u);
        message.QualityOfServiceLevel.ShouldBe(MqttQualityOfServiceLevel.AtLeastOnce);
        message.Retain.ShouldBeFalse();
        message
            .UserProperties.Select(property => property.ToString())
            .ShouldBe(["boot = b00t", "seq = 7", "captured = 1795338000123456", $"traceparent = {Trace}"]);
    }

    [Fact]
    public void A_frame_that_is_written_is_read_again()
    {
        using var frame = Frame.Copy(_camera, _header, _jpeg);
        var message = FrameMessage.From(frame, TimeSpan.FromSeconds(2), MqttQualityOfServiceLevel.AtMostOnce);

        FrameMessage.TryRead(_camera, message, 4, out var read, out _).ShouldBeTrue();

        using (read)
        {
            read.Camera.ShouldBe(_camera);
            read.Header.ShouldBe(_header);
            read.Jpeg.ToArray().ShouldBe(_jpeg);
        }
    }

    [Fact]
    public void A_sampled_frame_has_the_time_of_its_publishing_and_every_frame_has_the_cameras_drops()
    {
        using var sampled = Frame.Copy(_camera, _header, _jpeg);
        using var other = Frame.Copy(_camera, _header with { TraceParent = null }, _jpeg);
        var began = _header.Captured.AddMicroseconds(1234);

        var traced = Read(
            FrameMessage.From(
                sampled,
                TimeSpan.FromSeconds(2),
                MqttQualityOfServiceLevel.AtMostOnce,
                Trace,
                began,
                FrameMessage.Dropped(5)
            )
        );
        var plain = Read(
            FrameMessage.From(
                other,
                TimeSpan.FromSeconds(2),
                MqttQualityOfServiceLevel.AtMostOnce,
                null,
                began,
                FrameMessage.Dropped(5)
            )
        );

        traced.ShouldBe(_header with { Times = new FrameTimes(began), Dropped = 5 });
        plain.ShouldBe(_header with { TraceParent = null, Dropped = 5 });
        FrameMessage.Dropped(0).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public void A_forged_trace_context_costs_the_trace_and_not_the_frame(string traceParent)
    {
        using var frame = Frame.Copy(_camera, _header, _jpeg);

        Read(FrameMessage.From(frame, TimeSpan.FromSeconds(2), MqttQualityOfServiceLevel.AtMostOnce, traceParent))
            .ShouldBe(_header with { TraceParent = null, HadMalformedTrace = true });
    }

    [Fact]
    public void The_trace_context_of_the_publishing_span_replaces_the_frames_own()
    {
        using var frame = Frame.Copy(_camera, _header, _jpeg);
        var other = Trace.Replace("b7ad", "0000", StringComparison.Ordinal);

        var message = FrameMessage.From(frame, TimeSpan.FromSeconds(2), MqttQualityOfServiceLevel.AtMostOnce, other);

        message.UserProperties.Single(property => property.Name == "traceparent").ReadValueAsString().ShouldBe(other);
    }

    [Theory]
    [InlineData("text/plain", 4, "1", "content type is 'text/plain': it must be image/jpeg or missing.")]
    [InlineData("image/jpeg", 0, "1", "the payload is empty: it must be a JPEG.")]
    [InlineData("", 5, "1", "the payload has 5 bytes: at most 4 are allowed.")]
    [InlineData(null, 4, "x", "seq is 'x': it must be a decimal number, 0 or more.")]
    [InlineData("IMAGE/JPEG", 4, null, "seq is missing: it must be a decimal number, 0 or more.")]
    public void A_message_that_is_not_a_frame_is_refused_with_the_reason(
        string? contentType,
        int length,
        string? sequence,
        string expected
    )
    {
        var message = new MqttApplicationMessage
        {
            ContentType = contentType,
            Payload = new ReadOnlySequence<byte>(new byte[length]),
            UserProperties = [Property("boot", "b"), Property("captured", "0")],
        };
        if (sequence is not null)
            message.UserProperties.Add(Property("seq", sequence));

        FrameMessage.TryRead(_camera, message, 4, out var frame, out var problem).ShouldBeFalse();

        frame.ShouldBeNull();
        problem.ShouldBe(expected);
    }

    [Fact]
    public void A_message_without_properties_is_refused()
    {
        var message = new MqttApplicationMessage { Payload = new ReadOnlySequence<byte>(_jpeg) };

        FrameMessage.TryRead(_camera, message, 4, out _, out var problem).ShouldBeFalse();

        problem.ShouldNotBeNull().ShouldStartWith("boot is missing");
    }

    [Fact]
    public void Properties_that_are_not_text_are_refused()
    {
        var message = new MqttApplicationMessage
        {
            Payload = new ReadOnlySequence<byte>(_jpeg),
            UserProperties =
            [
                new MqttUserProperty("boot", new ReadOnlyMemory<byte>([0xFF, 0xFE])),
                Property("seq", "1"),
                Property("captured", "1"),
            ],
        };

        FrameMessage.TryRead(_camera, message, 4, out _, out var problem).ShouldBeFalse();

        problem.ShouldNotBeNull().ShouldStartWith("boot is");
    }

    private static FrameHeader Read(MqttApplicationMessage message)
    {
        FrameMessage.TryRead(_camera, message, 4, out var frame, out var problem).ShouldBeTrue(problem);
        using (frame)
            return frame!.Header;
    }

    private static MqttUserProperty Property(string name, string value) =>
        new(name, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(value)));
}
