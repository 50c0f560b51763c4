using System.Text;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Encoder.Hls;

/// <summary>
/// Small made-up streams. Slot 900,000,000 of two seconds starts at 2027-01-15T08:00:00Z.
/// </summary>
internal static class Made
{
    public const long Slot = 900_000_000;

    /// <summary>Two seconds of four parts: short playlists.</summary>
    public static readonly MediaGrid Grid = new(MediaTime.FromSeconds(2), 4);

    public static readonly InitSection Small = new("aa", "init of 640x480"u8.ToArray(), "avc1.64001e", 640, 480);
    public static readonly InitSection Large = new("bb", "init of 1280x720"u8.ToArray(), "avc1.64001f", 1280, 720);

    public static LiveStream Stream(
        int window = 7,
        MediaGrid? grid = null,
        TimeProvider? time = null,
        int maxWaiting = 10_000
    ) =>
        new(
            grid ?? Grid,
            new HlsOptions { WindowSegments = window, MaxWaiting = maxWaiting },
            time ?? new FakeTimeProvider()
        );

    /// <summary>
    /// A part whose bytes name it. The first part of a segment is independent.
    /// </summary>
    public static MediaPart Part(long msn, int index, bool? independent = null) =>
        new(msn, index, independent ?? index == 0, Encoding.ASCII.GetBytes($"[{msn}.{index}]"));

    /// <summary>
    /// Adds the parts of one segment from an index on, up to a count.
    /// </summary>
    public static LiveStream Add(this LiveStream stream, long msn, int parts = 4, int from = 0)
    {
        for (var index = from; index < parts; index++)
            stream.Add(Part(msn, index)).ShouldBeTrue();
        return stream;
    }

    /// <summary>Adds whole segments.</summary>
    public static LiveStream AddSegments(this LiveStream stream, long from, int count, int partsPerSegment = 4)
    {
        for (var i = 0; i < count; i++)
            stream.Add(from + i, partsPerSegment);
        return stream;
    }

    public static LiveStream Session(this LiveStream stream, InitSection init)
    {
        stream.Begin(init);
        return stream;
    }

    public static string Playlist(this LiveStream stream) => Encoding.UTF8.GetString(stream.Current.Playlist.Span);

    public static string DeltaUpdate(this LiveStream stream) =>
        Encoding.UTF8.GetString(stream.Current.DeltaUpdate.Span);
}
