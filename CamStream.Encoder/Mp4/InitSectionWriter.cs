namespace CamStream.Encoder.Mp4;

/// <summary>Makes the media initialization section of an H.264 track.</summary>
internal static class InitSectionWriter
{
    /// <summary>The section for a decoder configuration; the picture's size is the one its SPS says.</summary>
    /// <param name="avcC">The AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1).</param>
    /// <exception cref="InvalidDataException">The record or its SPS is malformed.</exception>
    public static InitSection Build(ReadOnlySpan<byte> avcC) => throw new NotImplementedException();
}
