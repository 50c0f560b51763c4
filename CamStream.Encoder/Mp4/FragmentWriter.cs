using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Mp4;

/// <summary>
/// Writes movie fragments, one for each part of a segment (ISO/IEC 14496-12 §8.8; a CMAF chunk,
/// ISO/IEC 23000-19 §7.3.3.2).
/// </summary>
internal static class FragmentWriter
{
    private const uint DefaultBaseIsMoof = 0x020000; // §8.8.7.1
    private const uint DataOffsetPresent = 0x000001; // §8.8.8.1
    private const uint SampleDurationPresent = 0x000100;
    private const uint SampleSizePresent = 0x000200;
    private const uint SampleFlagsPresent = 0x000400;

    // §8.8.3.1: sample_depends_on is 2 for a keyframe (it depends on no other picture), else 1 with
    // sample_is_non_sync_sample.
    private const uint SyncSample = 0x02000000;
    private const uint NonSyncSample = 0x01010000;

    private const int BoxHeaderBytes = 8;

    /// <summary>Writes one <c>moof</c> and its <c>mdat</c> into a new array.</summary>
    /// <param name="sequenceNumber">Grows from fragment to fragment.</param>
    /// <param name="decodeTime">Decode time of the first sample, not before the epoch.</param>
    /// <param name="samples">At least one, in order. The caller keeps them.</param>
    public static byte[] Write(uint sequenceNumber, MediaTime decodeTime, ReadOnlySpan<Sample> samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(decodeTime, MediaTime.Zero);
        ArgumentOutOfRangeException.ThrowIfZero(samples.Length, nameof(samples));

        var moofLength = 88 + 12 * samples.Length;
        var dataLength = 0;
        foreach (var sample in samples)
            dataLength = checked(dataLength + sample.AccessUnit.Length);

        var writer = new BoxWriter(checked(moofLength + BoxHeaderBytes + dataLength));
        using (writer.Box("moof"u8))
        {
            using (writer.FullBox("mfhd"u8, 0, 0))
                writer.UInt32(sequenceNumber);
            using (writer.Box("traf"u8))
            {
                using (writer.FullBox("tfhd"u8, 0, DefaultBaseIsMoof))
                    writer.UInt32(InitSectionWriter.TrackId);
                using (writer.FullBox("tfdt"u8, 1, 0))
                    writer.UInt64((ulong)decodeTime.Ticks);
                using (
                    writer.FullBox(
                        "trun"u8,
                        0,
                        DataOffsetPresent | SampleDurationPresent | SampleSizePresent | SampleFlagsPresent
                    )
                )
                {
                    writer.UInt32((uint)samples.Length);
                    writer.UInt32((uint)(moofLength + BoxHeaderBytes)); // from the moof's start to the first sample
                    foreach (var sample in samples)
                    {
                        writer.UInt32((uint)sample.Duration.Ticks);
                        writer.UInt32((uint)sample.AccessUnit.Length);
                        writer.UInt32(sample.Keyframe ? SyncSample : NonSyncSample);
                    }
                }
            }
        }

        using (writer.Box("mdat"u8))
        {
            foreach (var sample in samples)
                writer.Bytes(sample.AccessUnit.Span);
        }

        return writer.Finish();
    }
}
