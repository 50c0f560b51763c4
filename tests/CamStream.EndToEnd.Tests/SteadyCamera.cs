namespace CamStream.EndToEnd;

/// <summary>A camera that publishes 15 numbered pictures per second until it is stopped.</summary>
internal sealed class SteadyCamera : IAsyncDisposable
{
    private const int Seconds = 180; // longer than any test

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1.0 / 15);

    private readonly MqttCamera _camera;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    private SteadyCamera(MqttCamera camera, IReadOnlyList<byte[]> pictures)
    {
        _camera = camera;
        _running = RunAsync(pictures);
    }

    /// <summary>The camera's name.</summary>
    public string Name => _camera.Name;

    /// <summary>The number of captured frames, which is the number of the next one.</summary>
    public long Captured => _camera.Captured;

    /// <param name="system">The system to which it publishes.</param>
    /// <param name="name">The camera's name.</param>
    /// <param name="large">Whether its pictures are large.</param>
    public static async Task<SteadyCamera> StartAsync(RunningSystem system, string name, bool large = false)
    {
        var pictures = await NumberedPictures.MakeAsync(15 * Seconds, large);
        return new SteadyCamera(await MqttCamera.ConnectAsync(system.Broker, name), pictures);
    }

    /// <summary>Stops after the last picture is published.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _camera.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<byte[]> pictures)
    {
        using var timer = new PeriodicTimer(_interval);
        while (!_stopping.IsCancellationRequested)
        {
            await _camera.PublishAsync(pictures[(int)_camera.Captured]);
            await timer.WaitForNextTickAsync(RunningSystem.Cancellation);
        }
    }
}
