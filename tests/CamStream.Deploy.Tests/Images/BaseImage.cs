using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;

namespace CamStream.Deploy.Images;

/// <summary>
/// An image made of this machine's files, instead of one from a public registry: for this machine's
/// processor, and an empty one for the other.
/// </summary>
internal static class BaseImage
{
    private const string IndexType = "application/vnd.oci.image.index.v1+json";
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    private const string ConfigurationType = "application/vnd.oci.image.config.v1+json";
    private const string LayerType = "application/vnd.oci.image.layer.v1.tar";

    private static readonly string[] _architectures = ["amd64", "arm64"];

    /// <param name="registry">The registry that serves it.</param>
    /// <param name="name">The image's name.</param>
    /// <param name="tag">The image's tag.</param>
    /// <param name="root">The folder that becomes the image's root.</param>
    /// <param name="architecture">The architecture of the files.</param>
    /// <param name="path">The image's PATH.</param>
    public static async Task AddAsync(
        Registry registry,
        string name,
        string tag,
        string root,
        string architecture,
        string path
    )
    {
        var manifests = new JsonArray();
        foreach (var candidate in _architectures)
        {
            var layer = await LayerAsync(registry, candidate == architecture ? root : null);
            var configuration = new JsonObject
            {
                ["architecture"] = candidate,
                ["os"] = "linux",
                ["config"] = new JsonObject
                {
                    ["Env"] = new JsonArray($"PATH={path}", "APP_UID=1654"),
                    ["WorkingDir"] = "/",
                },
                ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(layer.Digest) },
            };
            var manifest = new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = ManifestType,
                ["config"] = Descriptor(
                    ConfigurationType,
                    Bytes(configuration),
                    registry.AddBlob(Bytes(configuration))
                ),
                ["layers"] = new JsonArray(
                    new JsonObject
                    {
                        ["mediaType"] = LayerType,
                        ["size"] = layer.Length,
                        ["digest"] = layer.Digest,
                    }
                ),
            };
            var content = Bytes(manifest);
            registry.AddManifest(name, Registry.Digest(content), ManifestType, content);
            var described = Descriptor(ManifestType, content, Registry.Digest(content));
            described["platform"] = new JsonObject { ["architecture"] = candidate, ["os"] = "linux" };
            manifests.Add(described);
        }
        registry.AddManifest(
            name,
            tag,
            IndexType,
            Bytes(
                new JsonObject
                {
                    ["schemaVersion"] = 2,
                    ["mediaType"] = IndexType,
                    ["manifests"] = manifests,
                }
            )
        );
    }

    private static async Task<(string Digest, long Length)> LayerAsync(Registry registry, string? root)
    {
        var file = Path.GetTempFileName();
        await using (var tar = File.OpenWrite(file))
        {
            if (root is not null)
                await TarFile.CreateFromDirectoryAsync(root, tar, includeBaseDirectory: false, Command.Cancellation);
            else
                await tar.WriteAsync(new byte[1024], Command.Cancellation); // an empty archive is two blocks of zeros
        }
        var length = new FileInfo(file).Length;
        return (await registry.AddBlobAsync(file), length);
    }

    private static JsonObject Descriptor(string type, byte[] content, string digest) =>
        new()
        {
            ["mediaType"] = type,
            ["size"] = content.Length,
            ["digest"] = digest,
        };

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
