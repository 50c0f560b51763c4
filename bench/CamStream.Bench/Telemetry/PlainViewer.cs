using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace CamStream.Bench.Telemetry;

/// <summary>
/// Sends the Gateway the requests of a low-latency player, and reports sampled frames as the page
/// does, but decodes nothing: a browser would use the processors that are measured.
/// </summary>
internal sealed partial class PlainViewer(Uri page, string camera, TimeProvider time)
{
    // The same as the page's.
    private static readonly TimeSpan _reportInterval = TimeSpan.FromSeconds(2);

    /// <summary>Requests every part as soon as it exists, until cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = new Uri(page, $"hls/{camera}/") };
        var (seen, shown, reported) = (new HashSet<string>(), new List<object>(), time.GetTimestamp());
        var playlist = await client.GetStringAsync(new Uri("live.m3u8", UriKind.Relative), cancellation);
        while (true)
        {
            var next = PartHint().Match(playlist);
            if (!next.Success)
                throw new InvalidOperationException($"No preload hint in the playlist:\n{playlist}");
            // Skip a part that its encoder gave up (404), as players do: the playlist says what
            // follows.
            using (var part = await client.GetAsync(new Uri(next.Value, UriKind.Relative), cancellation))
                await part.Content.CopyToAsync(Stream.Null, cancellation);
            var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            shown.AddRange(
                SampledFrame()
                    .Matches(playlist)
                    .Select(match => match.Value)
                    .Where(seen.Add)
                    .Select(frame => new { traceparent = frame, shown = now })
            );
            if (shown.Count > 0 && time.GetElapsedTime(reported) > _reportInterval)
            {
                await ReportAsync(client, shown, cancellation);
                shown.Clear();
                reported = time.GetTimestamp();
            }
            var (segment, number) = (next.Groups["segment"], next.Groups["part"]);
            playlist = await client.GetStringAsync(
                new Uri($"live.m3u8?_HLS_msn={segment}&_HLS_part={number}", UriKind.Relative),
                cancellation
            );
        }
    }

    private async Task ReportAsync(HttpClient client, IReadOnlyList<object> renders, CancellationToken cancellation)
    {
        var report = new
        {
            clockOffsetMs = 0.0,
            roundTripMs = 1.0,
            stalls = 0,
            renders,
        };
        using var answer = await client.PostAsJsonAsync(
            new Uri(page, $"api/cameras/{camera}/renders"),
            report,
            cancellation
        );
    }

    [GeneratedRegex("""(?<=#EXT-X-PRELOAD-HINT:TYPE=PART,URI=")(?<segment>\d+)\.(?<part>\d+)\.m4s""")]
    private static partial Regex PartHint();

    [GeneratedRegex("""(?<=X-COM-CAMSTREAM-TRACEPARENT=")[0-9a-f-]+""")]
    private static partial Regex SampledFrame();
}
