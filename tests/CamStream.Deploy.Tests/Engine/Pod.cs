using System.Globalization;
using System.Text.Json.Nodes;
using CamStream.Deploy.Manifests;

namespace CamStream.Deploy.Engine;

/// <summary>
/// Translates a workload's pod into a container engine's arguments, as a node's kubelet does.
/// </summary>
/// <param name="workload">The workload.</param>
/// <param name="objects">The objects that it refers to.</param>
/// <param name="folder">The folder of its volumes.</param>
internal sealed class Pod(Workload workload, Overlay objects, string folder)
{
    // The kernel's default CPU period in microseconds.
    private const int ProcessorPeriod = 100_000;

    public string Name => workload.Name;

    /// <summary>The arguments of <c>docker run</c> after those of name and network.</summary>
    public IEnumerable<string> Arguments()
    {
        var (pod, container) = (workload.Pod["securityContext"]!, workload.Container["securityContext"]!);
        var arguments = new List<string>
        {
            "--user",
            $"{pod["runAsUser"]}:{pod["runAsGroup"]}",
            "--group-add",
            pod["fsGroup"]!.ToString(),
        };
        if (container["readOnlyRootFilesystem"]!.GetValue<bool>())
            arguments.Add("--read-only");
        if (!container["allowPrivilegeEscalation"]!.GetValue<bool>())
            arguments.AddRange(["--security-opt", "no-new-privileges"]);
        foreach (var capability in KubernetesObject.Items(container["capabilities"]!["drop"]))
            arguments.AddRange(["--cap-drop", capability.ToString()]);

        var limits = workload.Container["resources"]!["limits"]!;
        // As the kubelet does; this machine may have less.
        var quota = (Quantity.Processors(limits["cpu"]!.ToString()) * ProcessorPeriod).ToString(
            "F0",
            CultureInfo.InvariantCulture
        );
        arguments.AddRange(["--memory", Mebibytes(limits["memory"]!), "--cpu-quota", quota]);
        foreach (var (name, value) in Environment())
            arguments.AddRange(["--env", $"{name}={value}"]);
        foreach (var mount in KubernetesObject.Items(workload.Container["volumeMounts"]))
            arguments.AddRange(Mount(mount));
        arguments.Add(workload.Container["image"]!.ToString());
        return arguments.Concat(
            KubernetesObject.Items(workload.Container["args"]).Select(argument => argument.ToString())
        );
    }

    /// <summary>
    /// Writes the files of ConfigMaps and Secrets with their modes; writes them again if they
    /// changed.
    /// </summary>
    public async Task WriteVolumesAsync(Overlay current)
    {
        var group = workload.Pod["securityContext"]!["fsGroup"]!.ToString();
        foreach (var volume in KubernetesObject.Items(workload.Pod["volumes"]))
        {
            var (source, reference) =
                volume["secret"] is { } secret ? (current.One("Secret", secret["secretName"]!.ToString()), secret)
                : volume["configMap"] is { } map ? (current.One("ConfigMap", map["name"]!.ToString()), map)
                : (null, null);
            if (source is null)
                continue;
            foreach (var (file, content) in KubernetesObject.Strings(source.Json["data"]))
            {
                var path = Path.Combine(Directory.CreateDirectory(Volume(volume["name"]!.ToString())).FullName, file);
                await File.WriteAllBytesAsync(
                    path,
                    source.Kind == "Secret"
                        ? Convert.FromBase64String(content)
                        : System.Text.Encoding.UTF8.GetBytes(content),
                    Command.Cancellation
                );
                await Command.RunAsync(
                    "chmod",
                    reference!["defaultMode"] is { } mode ? Convert.ToString(mode.GetValue<long>(), 8) : "644",
                    path
                );
                await Command.RunAsync("chgrp", group, path);
            }
        }
        foreach (var claim in KubernetesObject.Items(workload.Object.Spec["volumeClaimTemplates"]))
        {
            var path = Directory.CreateDirectory(Volume(claim["metadata"]!["name"]!.ToString())).FullName;
            await Command.RunAsync("chgrp", group, path);
            await Command.RunAsync("chmod", "2775", path);
        }
    }

    private static string Mebibytes(JsonNode quantity) =>
        string.Create(CultureInfo.InvariantCulture, $"{Quantity.Mebibytes(quantity.ToString())}m");

    private string Volume(string name) => Path.Combine(folder, workload.Name, name);

    private IEnumerable<string> Mount(JsonNode mount)
    {
        var (name, target) = (mount["name"]!.ToString(), mount["mountPath"]!.ToString());
        var volume = KubernetesObject
            .Items(workload.Pod["volumes"])
            .SingleOrDefault(volume => volume["name"]!.ToString() == name);
        if (volume?["emptyDir"] is { } empty)
            return ["--tmpfs", $"{target}:size={Mebibytes(empty["sizeLimit"]!)},mode=1777"];
        return ["--volume", $"{Volume(name)}:{target}:{(mount["readOnly"]?.GetValue<bool>() is true ? "ro" : "rw")}"];
    }

    private Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string>();
        foreach (var from in KubernetesObject.Items(workload.Container["envFrom"]))
        {
            foreach (
                var (name, value) in KubernetesObject.Strings(
                    objects.One("ConfigMap", from["configMapRef"]!["name"]!.ToString()).Json["data"]
                )
            )
                environment[name] = value;
        }
        foreach (var variable in KubernetesObject.Items(workload.Container["env"]))
        {
            var value =
                variable["value"]?.ToString() ?? Field(variable["valueFrom"]!["fieldRef"]!["fieldPath"]!.ToString());
            environment[variable["name"]!.ToString()] = environment.Aggregate(
                value,
                (text, known) => text.Replace($"$({known.Key})", known.Value, StringComparison.Ordinal)
            );
        }
        return environment;
    }

    private string Field(string path) =>
        path switch
        {
            "metadata.name" => string.Create(CultureInfo.InvariantCulture, $"{workload.Name}-0"),
            "spec.nodeName" => System.Environment.MachineName,
            "metadata.labels['app']" => workload.Labels["app"],
            _ => throw new NotSupportedException(path),
        };
}
