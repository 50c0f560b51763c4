using System.Buffers;

namespace CamStream.Encoder.Matroska;

/// <summary>The Matroska that ffmpeg reads: one MJPEG track, live. After each prefix the caller writes the JPEG itself, so it is never copied.</summary>
internal static class MatroskaWriter
{
    /// <summary>Writes what stands before the first frame.</summary>
    public static void WriteHeader(IBufferWriter<byte> output, int width, int height, double framesPerSecond) => throw new NotImplementedException();

    /// <summary>Writes what stands before a frame of <paramref name="length"/> bytes.</summary>
    public static void WriteFramePrefix(IBufferWriter<byte> output, long milliseconds, int length) => throw new NotImplementedException();
}
