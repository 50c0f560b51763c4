using CamStream.Encoder.Pipeline;
using CamStream.Frames;

namespace CamStream.Encoder.Cameras;

/// <summary>
/// Starts the pipelines of cameras, and ends them in the background. Thread-safe.
/// </summary>
internal sealed partial class PipelineLifetimes(CameraPipelineFactory factory, ILogger<PipelineLifetimes> logger)
    : IAsyncDisposable
{
    // How far a lost encoder's viewers may be behind: a loss is noticed within 1.75 s.
    private static readonly TimeSpan _owed = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly HashSet<Task> _ending = [];

    /// <summary>Starts a pipeline. The caller ends it.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="standby">Whether another encoder has the camera.</param>
    public CameraPipeline Start(CameraId camera, bool standby)
    {
        var pipeline = factory.Create(camera, standby ? TimeSpan.Zero : _owed);
        if (standby)
            pipeline.Live.StandBy();
        return pipeline;
    }

    /// <summary>
    /// Ends a pipeline. Its stream ends at once, so that no viewer waits; ffmpeg ends in the
    /// background.
    /// </summary>
    public void End(CameraPipeline pipeline)
    {
        pipeline.Live.End();
        var ending = Task.Run(async () => await pipeline.DisposeAsync());
        lock (_lock)
            _ending.Add(ending);
        ending.ContinueWith(Forget, TaskScheduler.Default);
    }

    /// <summary>Waits until all pipelines that were ended are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] ending;
        lock (_lock)
            ending = [.. _ending];
        await Task.WhenAll(ending);
    }

    private void Forget(Task ended)
    {
        lock (_lock)
            _ending.Remove(ended);
        if (ended.Exception is { } failure)
            Log.EndFailed(logger, failure);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A pipeline did not end cleanly")]
        public static partial void EndFailed(ILogger logger, Exception failure);
    }
}
