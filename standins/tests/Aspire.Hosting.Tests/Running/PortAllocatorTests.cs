namespace Aspire.Hosting.Running;

public class PortAllocatorTests
{
    private static readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder();

    [Fact]
    public void Endpoints_without_a_port_get_different_free_ones()
    {
        var many = Enumerable.Range(0, 50).Select(number => Executable($"many-{number}").WithEndpoint(name: "a").WithEndpoint(name: "b")).ToArray();

        PortAllocator.Allocate(many.Select(one => one.Resource), randomize: false);

        var ports = many.SelectMany(one => new[] { one.GetEndpoint("a").Port, one.GetEndpoint("b").Port }).ToArray();
        ports.ShouldBeUnique();
        ports.ShouldAllBe(port => port >= 10_000 && port < 32_768);
    }

    [Fact]
    public void Fixed_port_is_kept_unless_ports_are_randomized()
    {
        var one = Executable("fixed").WithHttpEndpoint(port: 8123);

        PortAllocator.Allocate([one.Resource], randomize: false);
        one.GetEndpoint("http").Url.ShouldBe("http://localhost:8123");

        PortAllocator.Allocate([one.Resource], randomize: true);
        one.GetEndpoint("http").Port.ShouldNotBe(8123);
    }

    [Fact]
    public void Port_inside_a_container_is_its_own()
    {
        var container = Container("mapped").WithEndpoint(port: 8124, targetPort: 1883, name: "mqtt");

        PortAllocator.Allocate([container.Resource], randomize: false);

        container.GetEndpoint("mqtt").Port.ShouldBe(8124);
        container.GetEndpoint("mqtt").Allocated.TargetPortExpression.ShouldBe("1883");
    }

    [Fact]
    public void Port_that_would_need_a_proxy_is_refused()
    {
        var one = Executable("proxied").WithHttpEndpoint(port: 8125, targetPort: 80);

        Should.Throw<NotSupportedException>(() => PortAllocator.Allocate([one.Resource], randomize: false));
    }

    [Fact]
    public void Container_endpoint_without_a_target_port_is_refused()
    {
        var container = Container("open").WithEndpoint(name: "mqtt");

        Should.Throw<DistributedApplicationException>(() => PortAllocator.Allocate([container.Resource], randomize: false));
    }

    private static IResourceBuilder<ExecutableResource> Executable(string name) => _builder.CreateResourceBuilder(new ExecutableResource(name, "sh", "/"));

    private static IResourceBuilder<ContainerResource> Container(string name) => _builder.CreateResourceBuilder(new ContainerResource(name));
}
