using System.Diagnostics;
using System.Globalization;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CamStream.EndToEnd;

/// <summary>
/// A camera that implements only the table in docs/architecture.md: it publishes JPEGs, and no
/// status.
/// </summary>
internal sealed class MqttCamera : IDisposable
{
    private readonly string _topic;
    private readonly string _boot = Guid.NewGuid().ToString("N");
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private long _dropped;

    private MqttCamera(string name) => (Name, _topic) = (name, $"camstream/v1/{name}/frame");

    /// <summary>The camera's name.</summary>
    public string Name { get; }

    /// <summary>The number of captured frames, published or not.</summary>
    public long Captured { get; private set; }

    public static async Task<MqttCamera> ConnectAsync(Uri broker, string name)
    {
        var camera = new MqttCamera(name);
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer(broker.Host, broker.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithCredentials(name, RunningSystem.Password)
            .Build();
        await camera._client.ConnectAsync(options, RunningSystem.Cancellation);
        return camera;
    }

    /// <summary>Captures and publishes.</summary>
    /// <param name="jpeg">The picture.</param>
    /// <param name="age">The picture's age.</param>
    /// <returns>The capture time.</returns>
    public Task<DateTimeOffset> PublishAsync(byte[] jpeg, TimeSpan age = default)
    {
        Captured++;
        return PublishAgainAsync(jpeg, age);
    }

    /// <summary>Publishes a picture under the number of the newest frame.</summary>
    /// <inheritdoc cref="PublishAsync" path="/param"/>
    /// <inheritdoc cref="PublishAsync" path="/returns"/>
    public async Task<DateTimeOffset> PublishAgainAsync(byte[] jpeg, TimeSpan age = default)
    {
        var captured = TimeProvider.System.GetUtcNow() - age;
        await _client.PublishAsync(
            new MqttApplicationMessage
            {
                Topic = _topic,
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                Payload = new(jpeg),
                UserProperties =
                [
                    Property("boot", _boot),
                    Property("seq", Captured - 1),
                    Property("captured", (captured - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond),
                    Property("dropped", _dropped),
                ],
            },
            RunningSystem.Cancellation
        );
        return captured;
    }

    /// <summary>Captures frames that the camera drops and counts itself.</summary>
    public void Drop(int frames)
    {
        Captured += frames;
        _dropped += frames;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Twenty JPEGs of ffmpeg's test source.</summary>
    public static async Task<IReadOnlyList<byte[]>> PicturesAsync(int width, int height)
    {
        var folder = Directory.CreateTempSubdirectory("camstream-pictures-");
        try
        {
            using var ffmpeg = Process.Start(
                "ffmpeg",
                [
                    "-v",
                    "error",
                    "-f",
                    "lavfi",
                    "-i",
                    $"testsrc2=size={width}x{height}:rate=10:duration=2",
                    "-pix_fmt",
                    "yuvj420p",
                    $"{folder.FullName}/%02d.jpg",
                ]
            );
            await ffmpeg.WaitForExitAsync(RunningSystem.Cancellation);
            return
            [
                .. folder.EnumerateFiles().OrderBy(file => file.Name).Select(file => File.ReadAllBytes(file.FullName)),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The same JPEG, but its first component has no samples (ITU-T T.81 B.2.2: H and V are 1 to
    /// 4). It is whole, but no decoder accepts it.
    /// </summary>
    public static byte[] Spoilt(byte[] jpeg)
    {
        ReadOnlySpan<byte> frameHeader = [0xFF, 0xC0];
        // marker16 length16 precision8 height16 width16 components8, then per component: id8, H and
        // V in 8
        const int FirstSampling = 11;
        byte[] spoilt = [.. jpeg];
        spoilt[jpeg.AsSpan().IndexOf(frameHeader) + FirstSampling] = 0;
        return spoilt;
    }

    private static MqttUserProperty Property(string name, long value) =>
        Property(name, value.ToString(CultureInfo.InvariantCulture));

    private static MqttUserProperty Property(string name, string value) =>
        new(name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(value));
}
