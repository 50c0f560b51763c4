using System.IO.Compression;
using System.Text;
using CamStream.Frames.Telemetry;
using Microsoft.Net.Http.Headers;

namespace CamStream.Gateway.Hls;

/// <summary>
/// An answer that many viewers share. It never changes. Its headers are those of the encoder's
/// headers that viewers get; the others stay behind.
/// </summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The content as the encoder sent it.</param>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body)
{
    private readonly Lazy<ReadOnlyMemory<byte>> _brotli = new(() =>
        Compress(Body, stream => new BrotliStream(stream, CompressionLevel.Fastest))
    );
    private readonly Lazy<ReadOnlyMemory<byte>> _gzip = new(() =>
        Compress(Body, stream => new GZipStream(stream, CompressionLevel.Fastest))
    );
    private readonly TimeSpan _allowedAge;

    public string? ContentType { get; init; }

    public string? CacheControl
    {
        get;
        init
        {
            field = value;
            _allowedAge = AllowedAge(value);
        }
    }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    public string? RetryAfter { get; init; }

    /// <summary>
    /// The capture time of a still, as <see cref="MediaHeaders.Captured"/> has it.
    /// </summary>
    public string? Captured { get; init; }

    /// <summary>
    /// The sampled frames in it, from <see cref="MediaHeaders.SampledFrame"/>: for the Gateway, not
    /// for viewers.
    /// </summary>
    public IReadOnlyList<TracedFrame> Frames { get; init; } = [];

    /// <summary>Playlists are text and shrink to a fifth; media does not shrink.</summary>
    public bool IsCompressible =>
        ContentType?.Contains("mpegurl", StringComparison.OrdinalIgnoreCase) == true && Body.Length > 0;

    /// <summary>
    /// Whether viewers may ask for ranges. Only media that never changes has them, so that two
    /// ranges fit together; a playlist has not, because some viewers get it compressed.
    /// </summary>
    public bool HasRanges => MaxAge > TimeSpan.Zero && !IsCompressible;

    /// <summary>
    /// How long the encoder allows others to keep the answer; zero if it does not, and for errors.
    /// </summary>
    public TimeSpan MaxAge => Status == StatusCodes.Status200OK ? _allowedAge : TimeSpan.Zero;

    /// <summary>The body in a coding; it is compressed once for all viewers.</summary>
    public ReadOnlyMemory<byte> Compressed(ContentCoding coding) =>
        coding switch
        {
            ContentCoding.Brotli => _brotli.Value,
            ContentCoding.Gzip => _gzip.Value,
            _ => Body,
        };

    /// <summary>An error that the Gateway itself answers, with the reason as text.</summary>
    public static Answer Refusal(int status, string reason) =>
        new(status, Encoding.UTF8.GetBytes(reason + "\n"))
        {
            ContentType = "text/plain; charset=utf-8",
            CacheControl = "no-store",
            RetryAfter = status == StatusCodes.Status503ServiceUnavailable ? "1" : null,
        };

    private static TimeSpan AllowedAge(string? cacheControl) =>
        CacheControlHeaderValue.TryParse(cacheControl, out var control)
        && control is { NoStore: false, NoCache: false, Private: false }
            ? control.SharedMaxAge ?? control.MaxAge ?? TimeSpan.Zero
            : TimeSpan.Zero;

    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> body, Func<Stream, Stream> wrap)
    {
        var compressed = new MemoryStream();
        using (var compressor = wrap(compressed))
            compressor.Write(body.Span);
        return compressed.ToArray();
    }
}
