using Microsoft.Net.Http.Headers;

namespace CamStream.Gateway.Hls;

/// <summary>The bytes of a body that a request asks for (RFC 9110 §14.1.2).</summary>
/// <param name="Start">The first byte, from 0.</param>
/// <param name="Length">How many; 0 when the range lies outside of the body.</param>
internal readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>
    /// Reads a <c>Range</c>. Null means the whole body: there is no range, or several, or one in
    /// another unit. RFC 9110 §14.2: "A server MAY ignore the Range header field."
    /// </summary>
    /// <param name="range">The header; null when it is missing or malformed.</param>
    /// <param name="total">The length of the body in bytes.</param>
    public static ByteRange? Read(RangeHeaderValue? range, int total)
    {
        if (
            range is not { Ranges: { Count: 1 } items }
            || !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase)
        )
            return null;
        var item = items.First();
        // "bytes=-500": the last 500 bytes.
        var start = item.From ?? total - Math.Min(total, item.To.GetValueOrDefault());
        var end = item is { From: not null, To: { } last } ? Math.Min(total - 1L, last) + 1 : total;
        return start < end ? new ByteRange((int)start, (int)(end - start)) : default(ByteRange);
    }
}
