namespace CamStream.Encoder.Mp4;

/// <summary>Makes movie fragments: a part of a segment each (ISO/IEC 14496-12 §8.8.4).</summary>
internal static class FragmentWriter
{
    /// <summary>One <c>moof</c> with its <c>mdat</c>; the bytes are a new array.</summary>
    /// <param name="sequenceNumber">Grows from fragment to fragment.</param>
    /// <param name="tfdt90k">Decode time of the first sample, ticks of 90 kHz since the Unix epoch.</param>
    /// <param name="samples">At least one, in order; not kept.</param>
    public static byte[] Write(uint sequenceNumber, long tfdt90k, ReadOnlySpan<Sample> samples) => throw new NotImplementedException();
}
