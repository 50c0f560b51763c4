using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CamStream.Gateway.Hls;

/// <summary>The content codings (RFC 9110 §8.4.1) that playlists are sent in.</summary>
internal enum ContentCoding
{
    Identity,
    Gzip,
    Brotli,
}

/// <summary>Which coding a viewer gets.</summary>
internal static class ContentCodingExtensions
{
    /// <summary>
    /// The best coding that <c>Accept-Encoding</c> allows (RFC 9110 §12.5.3): Brotli, then gzip;
    /// identity when it names neither or is malformed.
    /// </summary>
    public static ContentCoding Negotiate(StringValues acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted))
            return ContentCoding.Identity;
        if (Accepts(accepted, "br"))
            return ContentCoding.Brotli;
        return Accepts(accepted, "gzip") ? ContentCoding.Gzip : ContentCoding.Identity;
    }

    public static string? Token(this ContentCoding coding) =>
        coding switch
        {
            ContentCoding.Brotli => "br",
            ContentCoding.Gzip => "gzip",
            _ => null,
        };

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string coding) =>
        accepted.Any(value => value.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);
}
