using System.Diagnostics;
using System.Globalization;
using CamStream.Bench.Processes;
using CamStream.Frames;
using CamStream.Frames.Mqtt;

namespace CamStream.Bench.Native;

/// <summary>
/// <c>mosquitto_pub</c> as in the README, one process per frame. It takes one binary file, so the
/// frame's number and time are its arguments. The processor time is that of all ended children of
/// this process, so no other child may end meanwhile.
/// </summary>
internal sealed class ProcessPerFrame : IPublisher
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;

    /// <param name="camera">The camera id it publishes under.</param>
    /// <param name="files">JPEGs, published in an endless loop.</param>
    /// <param name="port">The broker's port.</param>
    /// <param name="interval">The time between two frames.</param>
    /// <param name="time">The clock.</param>
    public ProcessPerFrame(CameraId camera, IReadOnlyList<string> files, int port, TimeSpan interval, TimeProvider time)
    {
        Camera = camera;
        _running = RunAsync(files, port, interval, time);
    }

    public string Name => "mosquitto_pub, a process a frame";

    public CameraId Camera { get; }

    public TimeSpan Used => ProcTime.OfEndedChildren();

    public (ProcMemory Memory, long Peak)? Memory => null;

    /// <summary>The arguments that publish one frame.</summary>
    public static string[] Arguments(CameraId camera, int port, string file, string sequence, string captured) =>
        [
            "-V",
            "5",
            "-p",
            port.ToString(CultureInfo.InvariantCulture),
            "-q",
            "1",
            "-t",
            Topics.Frame(camera),
            "-f",
            file,
            "-D",
            "publish",
            "content-type",
            "image/jpeg",
            "-D",
            "publish",
            "user-property",
            FrameHeader.BootField,
            "bench",
            "-D",
            "publish",
            "user-property",
            FrameHeader.SequenceField,
            sequence,
            "-D",
            "publish",
            "user-property",
            FrameHeader.CapturedField,
            captured,
        ];

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<string> files, int port, TimeSpan interval, TimeProvider time)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            for (var sequence = 0; await timer.WaitForNextTickAsync(_ending.Token); sequence++)
            {
                var captured = UnixMicroseconds.From(time.GetUtcNow()).ToString(CultureInfo.InvariantCulture);
                var number = sequence.ToString(CultureInfo.InvariantCulture);
                using var process = Process.Start(
                    "mosquitto_pub",
                    Arguments(Camera, port, files[sequence % files.Count], number, captured)
                );
                await process.WaitForExitAsync(CancellationToken.None); // the process ends by itself
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
