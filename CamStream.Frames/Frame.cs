using System.Buffers;
using System.Diagnostics;

namespace CamStream.Frames;

/// <summary>
/// A captured picture on its way: the unchanged JPEG in pooled memory, which has one owner at a
/// time (<see cref="PooledBytes"/>), and its header.
/// </summary>
public sealed class Frame : PooledBytes
{
    private Frame(CameraId camera, FrameHeader header, ReadOnlySpan<byte> jpeg)
        : base(jpeg) => (Camera, Header) = (camera, header);

    private Frame(CameraId camera, FrameHeader header, in ReadOnlySequence<byte> jpeg)
        : base(jpeg) => (Camera, Header) = (camera, header);

    /// <summary>The camera that captured it.</summary>
    public CameraId Camera { get; }

    /// <summary>What travels beside the JPEG.</summary>
    public FrameHeader Header { get; }

    /// <summary>The JPEG, from SOI to EOI.</summary>
    /// <exception cref="ObjectDisposedException">The frame was disposed.</exception>
    public ReadOnlyMemory<byte> Jpeg => Bytes;

    /// <summary>
    /// When the frame came into this process. Whoever receives it sets this, before the frame is
    /// handed on.
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
    /// Whether this is a copy for an encoder that is to take the camera over. The frame itself goes
    /// to another encoder, which accounts for it. A copy is shown, but neither counted nor traced.
    /// </summary>
    public bool IsCopy { get; init; }

    /// <summary>
    /// The span that is open while the frame waits in this process; null unless the frame is
    /// sampled and something listens. Whoever ends the frame's way here ends the span.
    /// </summary>
    public Activity? Span { get; set; }

    /// <summary>
    /// A frame with a copy of <paramref name="jpeg"/>; the caller owns the frame.
    /// </summary>
    public static Frame Copy(CameraId camera, FrameHeader header, ReadOnlySpan<byte> jpeg) => new(camera, header, jpeg);

    /// <summary>
    /// A second frame in memory of its own, marked as a copy; the caller owns it.
    /// </summary>
    public Frame CopyAgain() =>
        new(Camera, Header with { TraceParent = null, Times = null }, Jpeg.Span)
        {
            IsCopy = true,
            Arrived = Arrived,
            Picture = Picture,
            Correction = Correction,
        };

    /// <summary>
    /// A frame with a copy of <paramref name="jpeg"/>, which may be in pieces; the caller owns the
    /// frame.
    /// </summary>
    /// <param name="camera"><see cref="Camera"/>.</param>
    /// <param name="header"><see cref="Header"/>.</param>
    /// <param name="jpeg"><see cref="Jpeg"/>.</param>
    /// <param name="isCopy"><see cref="IsCopy"/>.</param>
    public static Frame Copy(
        CameraId camera,
        FrameHeader header,
        in ReadOnlySequence<byte> jpeg,
        bool isCopy = false
    ) => new(camera, header, jpeg) { IsCopy = isCopy };
}
