using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Telemetry;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// Where a camera's frames end here: each is counted once, written to an encoder or dropped, and
/// its span is ended. Copies for a handover are neither counted nor numbered.
/// </summary>
internal sealed class FrameOutcomes(Camera camera, WrittenFrames written, IngestMetrics metrics)
{
    /// <summary>The number that a frame is written with; null for a copy.</summary>
    public FeedPlace? PlaceOf(Frame frame, EncoderAddress encoder) =>
        frame.IsCopy ? null : written.Next(encoder, camera.Id);

    /// <summary>A frame was written to an encoder.</summary>
    /// <param name="frame">The frame; it stays the caller's.</param>
    /// <param name="place">Its number, of <see cref="PlaceOf"/>.</param>
    /// <param name="began">When the writing began.</param>
    /// <param name="encoder">The encoder.</param>
    public void Written(Frame frame, FeedPlace? place, DateTimeOffset began, EncoderAddress encoder)
    {
        if (place is not { } number)
            return;
        written.Add(encoder, camera.Id, number);
        metrics.FrameForwarded(camera.Id, frame.Length, began - frame.Arrived);
        IngestTracing.EndForward(frame, encoder);
    }

    /// <summary>A frame was lost while it was written to an encoder.</summary>
    public void Lost(Frame frame, EncoderAddress encoder)
    {
        IngestTracing.EndForward(frame, encoder, DropReason.IngestQueue);
        Dropped(frame);
    }

    /// <summary>A frame was dropped before its turn came.</summary>
    public void Dropped(Frame frame)
    {
        if (frame.IsCopy)
            return;
        IngestTracing.EndForward(frame, DropReason.IngestQueue);
        camera.QueueDropped();
        metrics.FramesDropped(camera.Id, DropReason.IngestQueue);
    }
}
