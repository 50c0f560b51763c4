using System.Diagnostics;
using System.Globalization;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace CamStream.EndToEnd;

/// <summary>A program that knows nothing but the table in docs/architecture.md: it publishes ten JPEGs a second, and says no status.</summary>
internal sealed class ForeignCamera : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(RunningSystem.Cancellation);
    private readonly Task _publishing;
    private volatile bool _isSpoilt;
    private long _newestDecodable;

    private ForeignCamera(Uri broker, string camera, List<byte[]> pictures) => _publishing = PublishAsync(broker, camera, pictures, _stopping.Token);

    /// <summary>Whether its JPEGs are whole, but such as no decoder takes.</summary>
    public bool IsSpoilt
    {
        get => _isSpoilt;
        set => _isSpoilt = value;
    }

    /// <summary>Capture time of the newest picture that can be decoded, in milliseconds since the Unix epoch.</summary>
    public double NewestDecodable => Volatile.Read(ref _newestDecodable) / 1000.0;

    public static async Task<ForeignCamera> StartAsync(Uri broker, string camera) => new(broker, camera, await PicturesAsync());

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _publishing;
        _stopping.Dispose();
    }

    private async Task PublishAsync(Uri broker, string camera, List<byte[]> pictures, CancellationToken cancellation)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer(broker.Host, broker.Port).WithProtocolVersion(MqttProtocolVersion.V500).Build();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            await client.ConnectAsync(options, cancellation);
            for (var sequence = 0; ; sequence++)
            {
                var captured = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
                var picture = pictures[sequence % pictures.Count];
                if (_isSpoilt) picture = Spoilt(picture);
                else Volatile.Write(ref _newestDecodable, captured);
                await client.PublishAsync(new MqttApplicationMessage
                {
                    Topic = $"camstream/v1/{camera}/frame",
                    Payload = new(picture),
                    UserProperties =
                    [
                        Property("boot", "abc"),
                        Property("seq", sequence.ToString(CultureInfo.InvariantCulture)),
                        Property("captured", captured.ToString(CultureInfo.InvariantCulture)),
                    ],
                }, cancellation);
                await timer.WaitForNextTickAsync(cancellation);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>The same JPEG, but its first component has no samples (ITU-T T.81 B.2.2: H and V are 1 to 4).</summary>
    private static byte[] Spoilt(byte[] jpeg)
    {
        ReadOnlySpan<byte> frameHeader = [0xFF, 0xC0];
        // marker16 length16 precision8 height16 width16 components8, then of each component: id8, H and V in 8
        const int FirstSampling = 11;
        byte[] spoilt = [.. jpeg];
        spoilt[jpeg.AsSpan().IndexOf(frameHeader) + FirstSampling] = 0;
        return spoilt;
    }

    private static MqttUserProperty Property(string name, string value) => new(name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(value));

    /// <summary>Twenty pictures of ffmpeg's own test source, as separate JPEGs of an odd size.</summary>
    private static async Task<List<byte[]>> PicturesAsync()
    {
        var folder = Directory.CreateTempSubdirectory("camstream-pictures-");
        try
        {
            using var ffmpeg = Process.Start("ffmpeg",
                ["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=321x241:rate=10:duration=2", "-pix_fmt", "yuvj420p", $"{folder.FullName}/%02d.jpg"]);
            await ffmpeg.WaitForExitAsync(RunningSystem.Cancellation);
            return [.. folder.EnumerateFiles().OrderBy(file => file.Name).Select(file => File.ReadAllBytes(file.FullName))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
