using System.Threading.Channels;

namespace CamStream.Encoder.FFmpeg;

/// <summary>
/// The boundary to the encoder process: JPEGs with times in, H.264 pictures with the same times
/// out. <see cref="H264Encoder"/> ships; tests use a scripted one.
/// </summary>
internal interface IH264Encoder : IAsyncDisposable
{
    /// <inheritdoc cref="H264Encoder.AvcC"/>
    Task<ReadOnlyMemory<byte>> AvcC { get; }

    /// <inheritdoc cref="H264Encoder.Pictures"/>
    ChannelReader<EncodedPicture> Pictures { get; }

    /// <inheritdoc cref="H264Encoder.Completion"/>
    Task Completion { get; }

    /// <inheritdoc cref="H264Encoder.WriteAsync"/>
    ValueTask WriteAsync(long milliseconds, ReadOnlyMemory<byte> jpeg, CancellationToken cancellation);
}
