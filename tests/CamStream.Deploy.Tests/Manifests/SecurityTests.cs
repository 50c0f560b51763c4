using System.Text;

namespace CamStream.Deploy.Manifests;

public class SecurityTests(RenderedOverlays overlays)
{
    // Kinds of objects with pods that these tests do not look at as workloads.
    private static readonly string[] _others =
    [
        "Pod",
        "ReplicaSet",
        "ReplicationController",
        "DaemonSet",
        "Job",
        "CronJob",
    ];

    public static TheoryData<string> Overlays => RenderedOverlays.Names;

    /// <summary>The other tests of security and limits rely on this.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_workload_has_one_container_and_nothing_else_runs(string overlay)
    {
        var rendered = await overlays[overlay];
        rendered.Objects.ShouldAllBe(item => !_others.Contains(item.Kind));
        foreach (var workload in rendered.Workloads)
        {
            workload.Pod["containers"]!.AsArray().Count.ShouldBe(1, workload.ToString());
            workload.Pod["initContainers"].ShouldBeNull(workload.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task No_container_runs_as_root(string overlay)
    {
        foreach (var workload in (await overlays[overlay]).Workloads)
        {
            var context = workload.Pod["securityContext"]!;
            context["runAsNonRoot"]!.GetValue<bool>().ShouldBeTrue(workload.ToString());
            context["runAsUser"]!.GetValue<long>().ShouldBeGreaterThan(0, workload.ToString());
            context["runAsGroup"]!.GetValue<long>().ShouldBeGreaterThan(0, workload.ToString());
            workload.Container["securityContext"]!["runAsUser"].ShouldBeNull(workload.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task No_container_writes_to_its_image(string overlay)
    {
        foreach (var workload in (await overlays[overlay]).Workloads)
        {
            workload.Container["securityContext"]!["readOnlyRootFilesystem"]!
                .GetValue<bool>()
                .ShouldBeTrue(workload.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task No_container_has_or_gains_privileges(string overlay)
    {
        foreach (var workload in (await overlays[overlay]).Workloads)
        {
            var context = workload.Container["securityContext"]!;
            context["allowPrivilegeEscalation"]!.GetValue<bool>().ShouldBeFalse(workload.ToString());
            context["capabilities"]!.ToJsonString().ShouldBe("""{"drop":["ALL"]}""", workload.ToString());
            context["privileged"].ShouldBeNull(workload.ToString());
            workload.Pod["securityContext"]!["seccompProfile"]!["type"]!
                .ToString()
                .ShouldBe("RuntimeDefault", workload.ToString());
            foreach (var shared in new[] { "hostNetwork", "hostPID", "hostIPC" })
                workload.Pod[shared].ShouldBeNull(workload.ToString());
            KubernetesObject
                .Items(workload.Pod["volumes"])
                .ShouldAllBe(volume => volume["hostPath"] == null, workload.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task No_pod_has_a_token_of_the_cluster(string overlay) =>
        (await overlays[overlay]).Workloads.ShouldAllBe(workload =>
            !workload.Pod["automountServiceAccountToken"]!.GetValue<bool>()
        );

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Secrets_are_in_Secrets_only(string overlay)
    {
        var rendered = await overlays[overlay];

        var secret = new StringBuilder();
        foreach (var item in rendered.Objects)
        {
            if (item.Kind == "Secret")
                secret
                    .AppendJoin(
                        ' ',
                        KubernetesObject
                            .Strings(item.Json["data"])
                            .Values.Select(value => Encoding.UTF8.GetString(Convert.FromBase64String(value)))
                    )
                    .Append(' ');
            else
                item.Json.ToJsonString().ShouldNotContain(Overlay.Secret, customMessage: item.ToString());
        }
        secret
            .ToString()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "confidential-ingest-password",
                "confidential-passwd",
                "confidential-tls.crt",
                "confidential-tls.key",
            ]);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Secrets_are_not_in_the_environment(string overlay)
    {
        foreach (var workload in (await overlays[overlay]).Workloads)
        {
            KubernetesObject
                .Items(workload.Container["env"])
                .ShouldAllBe(variable =>
                    variable["valueFrom"] == null || variable["valueFrom"]!["secretKeyRef"] == null
                );
            KubernetesObject.Items(workload.Container["envFrom"]).ShouldAllBe(from => from["secretRef"] == null);
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Secrets_are_readable_only_by_the_user_that_needs_them(string overlay)
    {
        foreach (var workload in (await overlays[overlay]).Workloads)
        {
            foreach (
                var volume in KubernetesObject
                    .Items(workload.Pod["volumes"])
                    .Where(volume => volume["secret"] is not null)
            )
            {
                volume["secret"]!["defaultMode"]!
                    .GetValue<long>()
                    .ShouldBe(Convert.ToInt64("440", 8), $"{workload}: {volume["name"]}");
            }
        }
    }
}
