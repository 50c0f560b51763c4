using System.Buffers;
using System.Diagnostics;

namespace CamStream.Frames;

/// <summary>
/// A captured picture on its way: the JPEG, untouched, in pooled memory (<see cref="PooledBytes"/>
/// says whose), and its header.
/// </summary>
public sealed class Frame : PooledBytes
{
    private Frame(CameraId camera, FrameHeader header, ReadOnlySpan<byte> jpeg)
        : base(jpeg) => (Camera, Header) = (camera, header);

    private Frame(CameraId camera, FrameHeader header, in ReadOnlySequence<byte> jpeg)
        : base(jpeg) => (Camera, Header) = (camera, header);

    /// <summary>The camera that took it.</summary>
    public CameraId Camera { get; }

    /// <summary>Where and when it comes from.</summary>
    public FrameHeader Header { get; }

    /// <summary>The JPEG, from SOI to EOI.</summary>
    /// <exception cref="ObjectDisposedException">The frame was disposed.</exception>
    public ReadOnlyMemory<byte> Jpeg => Bytes;

    /// <summary>
    /// When it came into this process; set by who receives it, before it is handed on.
    /// </summary>
    public DateTimeOffset Arrived { get; set; }

    /// <summary>
    /// The size of the picture. Whoever checks the JPEG sets it, before the frame is handed on.
    /// </summary>
    public PictureSize Picture { get; set; }

    /// <summary>
    /// What is added to <see cref="FrameHeader.Captured"/> to get the capture time by the cluster's
    /// clock; zero while the camera's clock is trusted. Null while nobody has judged the frame: its
    /// JPEG and its clock are still to be checked.
    /// </summary>
    public TimeSpan? Correction { get; set; }

    /// <summary>
    /// Whether it is a copy, for an encoder that is to take the camera over: the frame itself goes
    /// to another one, which accounts for it. A copy is shown, but neither counted nor traced.
    /// </summary>
    public bool IsCopy { get; init; }

    /// <summary>
    /// The span that this process has open for it while it waits, of a sampled frame where somebody
    /// listens; whoever ends its way here ends that.
    /// </summary>
    public Activity? Span { get; set; }

    /// <summary>A frame with a copy of <paramref name="jpeg"/>; the caller owns it.</summary>
    public static Frame Copy(CameraId camera, FrameHeader header, ReadOnlySpan<byte> jpeg) => new(camera, header, jpeg);

    /// <summary>A second one, in memory of its own, marked as a copy; the caller owns it.</summary>
    public Frame CopyAgain() =>
        new(Camera, Header with { TraceParent = null, Times = null }, Jpeg.Span)
        {
            IsCopy = true,
            Arrived = Arrived,
            Picture = Picture,
            Correction = Correction,
        };

    /// <summary>
    /// A frame with a copy of <paramref name="jpeg"/>, as pipes and MQTT payloads give it; the
    /// caller owns it.
    /// </summary>
    /// <param name="isCopy"><see cref="IsCopy"/>.</param>
    public static Frame Copy(
        CameraId camera,
        FrameHeader header,
        in ReadOnlySequence<byte> jpeg,
        bool isCopy = false
    ) => new(camera, header, jpeg) { IsCopy = isCopy };
}
