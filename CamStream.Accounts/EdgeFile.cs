using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CamStream.Accounts;

/// <summary>A camera's configuration file, <c>/etc/camstream/edge.json</c>.</summary>
internal static class EdgeFile
{
    /// <summary>Where a camera keeps the certificate of the authority that it trusts.</summary>
    public const string Authority = "/etc/camstream/ca.crt";

    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="camera">Its name.</param>
    /// <param name="password">Its password.</param>
    /// <param name="host">The broker by the name in its certificate; null for one that is reached through this machine.</param>
    public static string For(string camera, string password, string? host)
    {
        var broker = host is null
            ? new JsonObject { ["Host"] = "localhost", ["Port"] = 1883 }
            : new JsonObject { ["Host"] = host, ["Port"] = 8883, ["Tls"] = true, ["CaFile"] = Authority };
        broker["User"] = camera;
        broker["Password"] = password;
        var file = new JsonObject { ["Edge"] = new JsonObject { ["Camera"] = camera, ["Source"] = "rpicam" }, ["Mqtt"] = broker };
        return file.ToJsonString(_readable);
    }
}
