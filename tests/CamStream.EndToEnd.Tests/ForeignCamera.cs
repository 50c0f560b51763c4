namespace CamStream.EndToEnd;

/// <summary>A camera that publishes ten JPEGs per second until it is disposed.</summary>
internal sealed class ForeignCamera : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(
        RunningSystem.Cancellation
    );
    private readonly Task _publishing;
    private volatile bool _isSpoilt;
    private long _newestDecodable;

    private ForeignCamera(MqttCamera camera, IReadOnlyList<byte[]> pictures) =>
        _publishing = PublishAsync(camera, pictures, _stopping.Token);

    /// <summary>Whether it publishes whole JPEGs that no decoder accepts.</summary>
    public bool IsSpoilt
    {
        get => _isSpoilt;
        set => _isSpoilt = value;
    }

    /// <summary>
    /// The capture time of the newest decodable picture, in Unix milliseconds.
    /// </summary>
    public double NewestDecodable =>
        (
            new DateTimeOffset(Volatile.Read(ref _newestDecodable), TimeSpan.Zero) - DateTimeOffset.UnixEpoch
        ).TotalMilliseconds;

    /// <summary>Starts the camera, with pictures of odd sizes.</summary>
    public static async Task<ForeignCamera> StartAsync(Uri broker, string camera) =>
        new(await MqttCamera.ConnectAsync(broker, camera), await MqttCamera.PicturesAsync(321, 241));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _publishing;
        _stopping.Dispose();
    }

    private async Task PublishAsync(MqttCamera camera, IReadOnlyList<byte[]> pictures, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using (camera)
        {
            try
            {
                for (var number = 0; ; number++)
                {
                    var picture = pictures[number % pictures.Count];
                    if (_isSpoilt)
                        await camera.PublishAsync(MqttCamera.Spoilt(picture));
                    else
                        Volatile.Write(ref _newestDecodable, (await camera.PublishAsync(picture)).Ticks);
                    await timer.WaitForNextTickAsync(stopping);
                }
            }
            catch (OperationCanceledException) { }
        }
    }
}
