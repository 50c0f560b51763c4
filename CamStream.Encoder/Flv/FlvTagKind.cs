namespace CamStream.Encoder.Flv;

/// <summary>What an AVC tag carries (its AVCPacketType).</summary>
internal enum FlvTagKind
{
    /// <summary>The AVCDecoderConfigurationRecord, as it goes into <c>avcC</c>.</summary>
    Configuration = 0,

    /// <summary>One access unit: length-prefixed NAL units, as they go into <c>mdat</c>.</summary>
    AccessUnit = 1,

    /// <summary>The end of the stream; no data.</summary>
    EndOfSequence = 2,
}
