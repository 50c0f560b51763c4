using System.Threading.Channels;

namespace CamStream.Encoder.FFmpeg;

/// <summary>One ffmpeg process: JPEGs with times in, H.264 pictures with the same times out, one for one.</summary>
internal sealed class H264Encoder : IAsyncDisposable
{
    /// <summary>Starts ffmpeg; nothing is awaited here, and a failure to start is seen in <see cref="Completion"/>.</summary>
    public static H264Encoder Start(H264Session session, EncoderOptions options, ILogger logger, TimeProvider time) => throw new NotImplementedException();

    /// <summary>The AVCDecoderConfigurationRecord; there before the first picture is. Fails as <see cref="Completion"/> does when none came.</summary>
    public Task<ReadOnlyMemory<byte>> AvcC => throw new NotImplementedException();

    /// <summary>The pictures, paired with what was written by their time: an undecodable JPEG has none. Completed when ffmpeg has ended.</summary>
    public ChannelReader<EncodedPicture> Pictures => throw new NotImplementedException();

    /// <summary>Ends when ffmpeg has: well after <see cref="DisposeAsync"/>, else with an <see cref="EncoderException"/> that says how.</summary>
    public Task Completion => throw new NotImplementedException();

    /// <summary>Hands one JPEG to ffmpeg; waits while its pipe is full. One call at a time.</summary>
    /// <param name="milliseconds">Since the session's origin, which lies on a segment's start; greater than the last.</param>
    /// <param name="jpeg">Read until the call returns, not after.</param>
    /// <param name="cancellation">Ends the wait; the session cannot go on afterwards.</param>
    /// <exception cref="EncoderException">ffmpeg has ended.</exception>
    public ValueTask WriteAsync(long milliseconds, ReadOnlyMemory<byte> jpeg, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Ends ffmpeg by ending its input, or kills it when it takes too long; returns when it is gone. Pictures not read are disposed.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
