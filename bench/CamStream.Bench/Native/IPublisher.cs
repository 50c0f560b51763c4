using CamStream.Bench.Processes;
using CamStream.Frames;

namespace CamStream.Bench.Native;

/// <summary>What publishes frames at an even pace, until it is disposed.</summary>
internal interface IPublisher : IAsyncDisposable
{
    /// <summary>For the table.</summary>
    string Name { get; }

    /// <summary>What it calls itself.</summary>
    CameraId Camera { get; }

    /// <summary>The processor time that it has used.</summary>
    TimeSpan Used { get; }

    /// <summary>
    /// What it holds, and the most that was resident, in bytes; null when no process of it lasts.
    /// </summary>
    (ProcMemory Memory, long Peak)? Memory { get; }
}
