using CamStream.Bench.Processes;
using CamStream.Frames;

namespace CamStream.Bench.Native;

/// <summary>Publishes frames at an even pace until it is disposed.</summary>
internal interface IPublisher : IAsyncDisposable
{
    /// <summary>The name in the table.</summary>
    string Name { get; }

    /// <summary>The camera id it publishes under.</summary>
    CameraId Camera { get; }

    /// <summary>The processor time used so far.</summary>
    TimeSpan Used { get; }

    /// <summary>
    /// Current and peak resident memory in bytes; null if there is no lasting process.
    /// </summary>
    (ProcMemory Memory, long Peak)? Memory { get; }
}
