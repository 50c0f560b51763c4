namespace CamStream.Deploy;

/// <summary>
/// A copy of <c>deploy/</c> to which a test adds the files that git ignores; deleted when disposed.
/// </summary>
internal sealed class DeployFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-deploy-");

    public DeployFolder()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.File("deploy"), "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(Repository.File("deploy"), file);
            if (relative.Split('/').Contains("accounts"))
                continue; // a developer who deploys has some
            var copy = this[relative];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>The path of a file or folder in the copy.</summary>
    public string this[string path] => Path.Combine(_folder.FullName, path);

    /// <summary>The manifests that <c>kubectl apply</c> would get.</summary>
    /// <param name="kustomization">The folder with a kustomization.yaml.</param>
    public async Task<string> RenderAsync(string kustomization) =>
        await Command.RunAsync("kubectl", "kustomize", this[kustomization]);

    public void Dispose() => _folder.Delete(recursive: true);
}
