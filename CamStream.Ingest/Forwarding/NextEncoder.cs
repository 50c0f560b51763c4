using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Forwarding;

/// <summary>The encoder that is to take a camera over from another one.</summary>
internal sealed class NextEncoder(EncoderAddress encoder, CameraId camera, ForwardingContext context)
{
    /// <summary>Its name and address.</summary>
    public EncoderAddress Address => encoder;

    /// <summary>Whether it answers, and does not drain.</summary>
    public bool IsUsable => context.Encoders.Watch(encoder).IsUsable;

    /// <summary>
    /// Waits until it is ready for the camera, or until that is no longer waited for.
    /// </summary>
    /// <param name="oldEnded">Done when the stream to the old encoder has failed.</param>
    /// <param name="nextEnded">Done when the stream to this encoder has failed.</param>
    /// <param name="stopping">Ends the wait.</param>
    /// <returns>What to do next.</returns>
    public async Task<HandoverStep> ReadyAsync(Task oldEnded, Task nextEnded, CancellationToken stopping)
    {
        var watch = context.Encoders.Watch(encoder);
        var limit = Task.Delay(context.Options.HandoverTime, context.Time, stopping);
        while (true)
        {
            var news = watch.News;
            var step = Handover.Next(
                new HandoverState(
                    OldEnded: oldEnded.IsCompleted,
                    NextEnded: nextEnded.IsCompleted,
                    NextIsUsable: watch.IsUsable,
                    NextIsReady: watch.IsReady(camera),
                    IsOverdue: limit.IsCompleted
                )
            );
            if (step != HandoverStep.Wait)
                return step;
            await Task.WhenAny(news, oldEnded, nextEnded, limit);
            stopping.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Asks it to answer for the camera from the segment with media sequence number
    /// <paramref name="msn"/> on; 0: at once.
    /// </summary>
    /// <returns>Whether it does.</returns>
    public Task<bool> TakeOverAsync(long msn, CancellationToken stopping) =>
        context.Client.TakeOverAsync(encoder, camera, msn, stopping);
}
