using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Timeline;
using Microsoft.Extensions.Time.Testing;
using static CamStream.Encoder.Pipeline.ScriptedEncoder;

namespace CamStream.Encoder.Pipeline;

public sealed class EncodingSessionTests : IAsyncDisposable
{
    private static readonly byte[] _ok = Jpeg("ok");

    private readonly FakeTimeProvider _time = new();
    private readonly PipelineOptions _options = new();
    private readonly EncodingSession _session;

    public EncodingSessionTests() =>
        _session = new EncodingSession(
            new ScriptedEncoder(new H264Session(640, 480, 15, Arrivals.Grid)),
            Arrivals.Origin,
            _options,
            _time
        );

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public async Task Each_jpeg_gives_its_picture()
    {
        for (var i = 0; i < 20; i++)
        {
            var result = await EncodeAsync(i * 66, _ok);
            result.Picture.ShouldNotBeNull().Milliseconds.ShouldBe(i * 66);
            result.Repeat.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Undecodable_jpeg_is_substituted()
    {
        await EncodeAsync(0, _ok);
        var encoding = EncodeAsync(66, Jpeg("undecodable"), _ok);
        encoding.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(_options.UndecodableAfterMilliseconds));
        var result = await encoding;
        result.IsSubstitute.ShouldBeTrue();
        result.Picture.ShouldNotBeNull().Milliseconds.ShouldBe(67);
        (await EncodeAsync(133, _ok)).Picture.ShouldNotBeNull();
    }

    [Fact]
    public async Task Slow_picture_is_followed_by_its_substitute()
    {
        await EncodeAsync(0, _ok);
        var encoding = EncodeAsync(66, Jpeg("slow"), _ok);
        _time.Advance(TimeSpan.FromMilliseconds(_options.UndecodableAfterMilliseconds));
        var result = await encoding;
        result.IsSubstitute.ShouldBeFalse();
        result.Picture.ShouldNotBeNull().Milliseconds.ShouldBe(66);
        result.Repeat.ShouldNotBeNull().Milliseconds.ShouldBe(67);
    }

    [Fact]
    public async Task Undecodable_jpeg_without_a_substitute_gives_no_picture()
    {
        var encoding = EncodeAsync(0, Jpeg("undecodable"));
        _time.Advance(TimeSpan.FromMilliseconds(_options.HungAfterMilliseconds));
        (await encoding).Picture.ShouldBeNull();
    }

    [Fact]
    public async Task Encoder_that_ends_says_why()
    {
        await EncodeAsync(0, _ok);
        (await Should.ThrowAsync<EncoderException>(() => EncodeAsync(66, Jpeg("crash"), _ok))).Message.ShouldBe(
            "crashed"
        );
        await Should.ThrowAsync<EncoderException>(() => EncodeAsync(133, _ok, _ok));
    }

    [Fact]
    public async Task Encoder_that_hangs_is_noticed()
    {
        await EncodeAsync(0, _ok);
        var encoding = EncodeAsync(66, Jpeg("hang"), _ok);
        await _time.AdvanceUntilAsync(() => encoding.IsCompleted);
        await Should.ThrowAsync<TimeoutException>(() => encoding);
    }

    private Task<EncodingResult> EncodeAsync(double milliseconds, byte[] jpeg, byte[]? substitute = null) =>
        _session
            .EncodeAsync(
                Arrivals.At(milliseconds),
                jpeg,
                substitute is null ? (ReadOnlyMemory<byte>?)null : substitute,
                CancellationToken.None
            )
            .AsTask();
}
