using System.Diagnostics;
using System.Globalization;
using System.Text;
using CamStream.Testing.Browser;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace CamStream.EndToEnd;

public class ForeignCameraTests
{
    /// <summary>A program that knows nothing but the table in docs/architecture.md: it publishes JPEGs, and says no status.</summary>
    [Fact]
    public async Task Any_MQTT_client_that_publishes_JPEGs_is_a_camera_on_the_page()
    {
        await using var system = await RunningSystem.StartAsync(cameras: 0);
        await using var browser = await Chromium.StartAsync();
        using var publishing = CancellationTokenSource.CreateLinkedTokenSource(RunningSystem.Cancellation);
        var publisher = PublishAsync(system.Broker, "garden", publishing.Token);

        var wall = await Wall.OpenAsync(browser, system);
        await wall.UntilAsync("garden", "live");
        await wall.UntilPicturesMoveAsync("garden");

        await publishing.CancelAsync();
        await publisher;
        await wall.UntilAsync("garden", "offline");
    }

    private static async Task PublishAsync(Uri broker, string camera, CancellationToken cancellation)
    {
        var pictures = await PicturesAsync();
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer(broker.Host, broker.Port).WithProtocolVersion(MqttProtocolVersion.V500).Build();
        await client.ConnectAsync(options, cancellation);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            for (var sequence = 0; ; sequence++)
            {
                await client.PublishAsync(new MqttApplicationMessage
                {
                    Topic = $"camstream/v1/{camera}/frame",
                    Payload = new(pictures[sequence % pictures.Count]),
                    UserProperties =
                    [
                        Property("boot", "abc"),
                        Property("seq", sequence.ToString(CultureInfo.InvariantCulture)),
                        Property("captured", ((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10).ToString(CultureInfo.InvariantCulture)),
                    ],
                }, cancellation);
                await timer.WaitForNextTickAsync(cancellation);
            }
        }
        catch (OperationCanceledException)
        {
        }
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
