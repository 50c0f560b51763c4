using System.Collections.Concurrent;

namespace CamStream.Deploy.Manifests;

/// <summary>Every overlay, rendered once.</summary>
public sealed class RenderedOverlays
{
    private readonly ConcurrentDictionary<string, Task<Overlay>> _overlays = [];

    /// <summary>The names of all overlays.</summary>
    public static TheoryData<string> Names =>
        [
            .. Directory
                .GetDirectories(Repository.File("deploy", "k8s", "overlays"))
                .Select(folder => Path.GetFileName(folder))
                .Order(),
        ];

    internal Task<Overlay> this[string name] => _overlays.GetOrAdd(name, Overlay.RenderAsync);
}
