using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CamStream.Accounts;

/// <summary>A camera's configuration file, <c>/etc/camstream/edge.json</c>.</summary>
public static class EdgeFile
{
    /// <summary>Where a camera keeps the certificate of the authority it trusts.</summary>
    public const string Authority = "/etc/camstream/ca.crt";

    private static readonly JsonSerializerOptions _readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// For a camera that reaches the broker of <c>./camstream run</c> at localhost.
    /// </summary>
    /// <param name="camera">The camera's name.</param>
    /// <param name="password">The camera's password.</param>
    /// <param name="port">The broker's TCP port.</param>
    public static string For(string camera, string password, int port = 1883) =>
        Write(camera, password, new JsonObject { ["Host"] = "localhost", ["Port"] = port });

    /// <summary>For a camera that reaches a broker over the network, with TLS.</summary>
    /// <param name="camera">The camera's name.</param>
    /// <param name="password">The camera's password.</param>
    /// <param name="host">The broker's host name, as in its certificate.</param>
    public static string For(string camera, string password, string host) =>
        Write(
            camera,
            password,
            new JsonObject
            {
                ["Host"] = host,
                ["Port"] = 8883,
                ["Tls"] = true,
                ["CaFile"] = Authority,
            }
        );

    private static string Write(string camera, string password, JsonObject broker)
    {
        broker["User"] = camera;
        broker["Password"] = password;
        var file = new JsonObject
        {
            ["Edge"] = new JsonObject { ["Camera"] = camera, ["Source"] = "rpicam" },
            ["Mqtt"] = broker,
        };
        return file.ToJsonString(_readable);
    }
}
